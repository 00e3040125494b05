namespace Guestmail.BusinessCentral;

using System.Email;
using System.Text;

/// <summary>What Business Central asks of an email account. It decides nothing: sending is in "GML Send".</summary>
codeunit 50100 "GML Connector" implements "Email Connector", "Default Email Rate Limit"
{
    Access = Internal;
    Permissions = tabledata "GML Account" = rimd;

    var
        DescriptionTxt: Label 'People send from their own mailbox, also as guests of this organisation.', MaxLength = 250;
        NoAccountErr: Label 'This email account does not exist any more.';

    procedure Send(EmailMessage: Codeunit "Email Message"; AccountId: Guid)
    var
        GMLSend: Codeunit "GML Send";
    begin
        GMLSend.Send(EmailMessage, AccountId);
    end;

    procedure GetAccounts(var Accounts: Record "Email Account")
    var
        Account: Record "GML Account";
    begin
        if not Account.FindSet() then
            exit;
        repeat
            Accounts.Init();
            FillAccount(Account, Accounts);
            Accounts.Insert();
        until Account.Next() = 0;
    end;

    procedure ShowAccountInformation(AccountId: Guid)
    var
        Account: Record "GML Account";
    begin
        if not Account.Get(AccountId) then
            Error(NoAccountErr);
        Page.RunModal(Page::"GML Account", Account);
    end;

    procedure RegisterAccount(var EmailAccount: Record "Email Account"): Boolean
    var
        Account: Record "GML Account";
        AccountWizard: Page "GML Account Wizard";
    begin
        AccountWizard.RunModal();
        if not AccountWizard.GetAccount(Account) then
            exit(false);
        FillAccount(Account, EmailAccount);
        exit(true);
    end;

    procedure DeleteAccount(AccountId: Guid): Boolean
    var
        Account: Record "GML Account";
    begin
        if not Account.Get(AccountId) then
            exit(false);
        exit(Account.Delete());
    end;

    procedure GetLogoAsBase64(): Text
    var
        Base64Convert: Codeunit "Base64 Convert";
        LogoInStream: InStream;
    begin
        NavApp.GetResource('logo.png', LogoInStream);
        exit(Base64Convert.ToBase64(LogoInStream));
    end;

    procedure GetDescription(): Text[250]
    begin
        exit(DescriptionTxt);
    end;

    /// <summary>None: the connector keeps the limits of each mailbox, and an account here may be many mailboxes.</summary>
    procedure GetDefaultEmailRateLimit(): Integer
    begin
        exit(0);
    end;

    local procedure FillAccount(Account: Record "GML Account"; var EmailAccount: Record "Email Account")
    var
        ActingPerson: Codeunit "GML Acting Person";
    begin
        EmailAccount."Account Id" := Account.Id;
        EmailAccount.Name := Account.Name;
        EmailAccount."Email Address" := Account.Address;
        if Account."Sender Kind" = Account."Sender Kind"::"Acting Person" then
            EmailAccount."Email Address" := ActingPerson.GetShownAddress();
        EmailAccount.Connector := Enum::"Email Connector"::"GML Guestmail";
    end;
}
