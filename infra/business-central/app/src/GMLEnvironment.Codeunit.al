namespace Guestmail.BusinessCentral;

using System.DataAdministration;
using System.Environment;

/// <summary>
/// Which environment this is. The connector is told with every request, so that a copy that still has the client secret is refused;
/// and a copy loses the secret, so that it does not even ask.
/// </summary>
codeunit 50103 "GML Environment"
{
    Access = Internal;
    Permissions = tabledata "GML Setup" = rm;

    var
        ProductionTok: Label 'Production', Locked = true;
        SandboxTok: Label 'Sandbox', Locked = true;

    procedure GetTypeName(): Text
    var
        EnvironmentInformation: Codeunit "Environment Information";
    begin
        if EnvironmentInformation.IsProduction() then
            exit(ProductionTok);
        exit(SandboxTok);
    end;

    procedure GetName(): Text
    var
        EnvironmentInformation: Codeunit "Environment Information";
    begin
        exit(EnvironmentInformation.GetEnvironmentName());
    end;

    [EventSubscriber(ObjectType::Codeunit, Codeunit::"Environment Cleanup", OnClearDatabaseConfig, '', false, false)]
    local procedure ForgetSecret(SourceEnv: Enum "Environment Type"; DestinationEnv: Enum "Environment Type")
    var
        Setup: Record "GML Setup";
        Secret: Codeunit "GML Secret";
    begin
        Secret.Remove();
        if not Setup.Get() then
            exit;
        Clear(Setup."Client Id");
        Setup.Modify();
    end;
}
