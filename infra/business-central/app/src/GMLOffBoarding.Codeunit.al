namespace Guestmail.BusinessCentral;

using System.Environment;
using System.Security.AccessControl;

/// <summary>
/// Disconnects the mailbox of a user who was disabled or removed in the production environment: noted with that change, done in a task of its
/// own afterwards. Whoever changes users needs no permission for it, and no change of a user fails because of it.
/// </summary>
codeunit 50115 "GML Off-boarding"
{
    Access = Internal;
    InherentEntitlements = X;
    InherentPermissions = X;
    Permissions = tabledata User = r;

    trigger OnRun()
    begin
        DisconnectLeavers();
    end;

    /// <summary>Each by itself. Whoever cannot be disconnected now stays noted.</summary>
    procedure DisconnectLeavers()
    var
        Leaver: Record "GML Leaver";
        Senders: Codeunit "GML Senders";
    begin
        DisconnectLeavers(Leaver, Senders);
    end;

    [InherentPermissions(PermissionObjectType::TableData, Database::"GML Leaver", 'rd')]
    internal procedure DisconnectLeavers(var Leaver: Record "GML Leaver"; var Senders: Codeunit "GML Senders")
    var
        DoneLeaver: Record "GML Leaver";
    begin
        if not Leaver.FindSet() then
            exit;
        repeat
            if IsEnabled(Leaver."User Principal Name") or TryDisconnect(Leaver."User Principal Name", Senders) then begin
                if DoneLeaver.Get(Leaver."User Principal Name") then
                    DoneLeaver.Delete();
                // Nothing is locked while the connector answers about the next.
                Commit();
            end;
        until Leaver.Next() = 0;
    end;

    /// <summary>Enabled again, or removed and added again, since it was noted.</summary>
    local procedure IsEnabled(UserPrincipalName: Text): Boolean
    var
        User: Record User;
    begin
        User.SetRange("Authentication Email", UserPrincipalName);
        User.SetRange(State, User.State::Enabled);
        exit(not User.IsEmpty());
    end;

    [TryFunction]
    local procedure TryDisconnect(UserPrincipalName: Text; var Senders: Codeunit "GML Senders")
    var
        TempSenderState: Record "GML Sender State" temporary;
    begin
        Senders.Find(UserPrincipalName, TempSenderState);
        if TempSenderState."Sender Id" <> '' then
            Senders.Disconnect(TempSenderState."Sender Id");
    end;

    /// <summary>Before the change, so that a later one of a user who was disabled long ago is none.</summary>
    [EventSubscriber(ObjectType::Table, Database::User, OnBeforeModifyEvent, '', true, true)]
    local procedure NoteDisabled(var Rec: Record User)
    var
        StoredUser: Record User;
    begin
        if Rec.IsTemporary() or (Rec.State <> Rec.State::Disabled) then
            exit;
        if StoredUser.Get(Rec."User Security ID") and (StoredUser.State = StoredUser.State::Disabled) then
            exit;
        Note(Rec);
    end;

    [EventSubscriber(ObjectType::Table, Database::User, OnAfterDeleteEvent, '', true, true)]
    local procedure NoteRemoved(var Rec: Record User)
    begin
        Note(Rec);
    end;

    /// <summary>Only of the production environment: a connection is one for all environments, and users of a sandbox come and go.</summary>
    [InherentPermissions(PermissionObjectType::TableData, Database::"GML Leaver", 'ri')]
    [InherentPermissions(PermissionObjectType::TableData, Database::"GML Setup", 'r')]
    local procedure Note(User: Record User)
    var
        Setup: Record "GML Setup";
        Leaver: Record "GML Leaver";
        EnvironmentInformation: Codeunit "Environment Information";
    begin
        if User.IsTemporary() or (User."Authentication Email" = '') then
            exit;
        if not EnvironmentInformation.IsProduction() then
            exit;
        if Setup.IsEmpty() or Leaver.Get(User."Authentication Email") then
            exit;
        Leaver."User Principal Name" := User."Authentication Email";
        Leaver.Insert();
        if TaskScheduler.CanCreateTask() then
            TaskScheduler.CreateTask(Codeunit::"GML Off-boarding", 0, true, CompanyName(), CurrentDateTime() + 60 * 1000);
    end;
}
