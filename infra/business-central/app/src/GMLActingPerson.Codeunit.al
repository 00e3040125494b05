namespace Guestmail.BusinessCentral;

using System.Azure.Identity;
using System.Security.AccessControl;

/// <summary>
/// Who is signed in, by the user principal name in the tenant of Business Central: all that an app for the cloud can read.
/// Guests and members are the same here. Whoever has no such name cannot send as themselves, and is told why.
/// </summary>
codeunit 50102 "GML Acting Person"
{
    Access = Internal;
    Permissions = tabledata User = r;

    var
        DelegatedErr: Label 'You are signed in as a delegated administrator of a partner (GDAP), who has no account in this tenant and so no mailbox that could be connected. Use an account that sends as one person, or sign in as a guest or member of this organisation.';
        ApplicationErr: Label 'This runs as an application or agent, which has no mailbox. Use an account that sends as one person.';

    procedure GetUserPrincipalName(): Text
    var
        User: Record User;
        AzureADGraphUser: Codeunit "Azure AD Graph User";
    begin
        if AzureADGraphUser.IsUserDelegated() or AzureADGraphUser.IsUserDelegatedAdmin() or AzureADGraphUser.IsUserDelegatedHelpdesk() then
            Error(DelegatedErr);
        if not User.Get(UserSecurityId()) then
            Error(ApplicationErr);
        if User."Authentication Email" = '' then
            Error(ApplicationErr);
        exit(User."Authentication Email");
    end;

    /// <summary>What lists show as the address of whoever sends; empty for an application.</summary>
    procedure GetShownAddress(): Text[250]
    var
        User: Record User;
    begin
        if not User.Get(UserSecurityId()) then
            exit('');
        if User."Contact Email" <> '' then
            exit(User."Contact Email");
        exit(User."Authentication Email");
    end;
}
