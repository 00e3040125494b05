namespace Guestmail.BusinessCentral;

/// <summary>
/// Where the connector is, and as which application this environment calls it: one record for all companies.
/// The client secret is in isolated storage and in no field.
/// </summary>
table 50100 "GML Setup"
{
    Access = Internal;
    Caption = 'Guestmail Setup';
    DataClassification = OrganizationIdentifiableInformation;
    DataPerCompany = false;

    fields
    {
        field(1; "Primary Key"; Code[10])
        {
            Caption = 'Primary Key';
            DataClassification = SystemMetadata;
        }
        field(2; "API Address"; Text[250])
        {
            Caption = 'API address';
            DataClassification = OrganizationIdentifiableInformation;
            ExtendedDatatype = URL;
            ToolTip = 'Specifies the address of the connector, such as https://guestmail.contoso.com/api.';

            trigger OnValidate()
            begin
                Rec."API Address" := CopyStr(DelChr(Rec."API Address", '<>', ' ').TrimEnd('/'), 1, MaxStrLen(Rec."API Address"));
                if not Rec."API Address".StartsWith('https://') then
                    Error(NotHttpsErr);
            end;
        }
        field(3; "API Client Id"; Guid)
        {
            Caption = 'Client ID of the connector';
            DataClassification = OrganizationIdentifiableInformation;
            ToolTip = 'Specifies the client ID of the connector''s own API, which its operator gives you.';
        }
        field(4; "Client Id"; Guid)
        {
            Caption = 'Client ID';
            DataClassification = OrganizationIdentifiableInformation;
            ToolTip = 'Specifies the client ID of the application as which this environment calls the connector. A sandbox needs one of its own.';
        }
    }

    keys
    {
        key(PK; "Primary Key")
        {
            Clustered = true;
        }
    }

    var
        NotHttpsErr: Label 'The API address begins with https://.';
        NotSetUpErr: Label 'Guestmail is not set up in this environment. An administrator opens Guestmail Setup and enters address, client IDs and client secret.';

    /// <summary>Fails with a sentence for the user unless the setup is complete.</summary>
    procedure GetComplete()
    var
        Secret: Codeunit "GML Secret";
    begin
        if not Rec.Get() then
            Error(NotSetUpErr);
        if (Rec."API Address" = '') or IsNullGuid(Rec."API Client Id") or IsNullGuid(Rec."Client Id") or not Secret.Exists() then
            Error(NotSetUpErr);
    end;
}
