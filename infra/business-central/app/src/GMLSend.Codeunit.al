namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>Sends an email, or fails with the sentence that the Email Outbox shows. Only 'sent' is a success: Business Central has an outbox of its own.</summary>
codeunit 50112 "GML Send"
{
    Access = Internal;
    Permissions = tabledata "GML Account" = r;

    var
        Client: Codeunit "GML Client";
        NoAccountErr: Label 'This email account does not exist any more.';
        NotSentErr: Label 'The email was not sent. %1', Comment = '%1 = what happened and what to do';
        UnknownErr: Label 'Nobody knows yet whether the email was sent, so it is not sent again. %1 Look into Sent Items of the mailbox, then choose Check / send again anyway in the Email Outbox.', Comment = '%1 = what happened';
        SendingErr: Label 'The email is being sent at this moment. Send it again in a minute: it does not go out twice.';
        EditedErr: Label 'The email was sent as it was before it was edited; the changes were not sent. Choose Check / send again anyway in the Email Outbox to finish it, or to send it as it is now as a second email.';
        SentTok: Label 'sent', Locked = true;
        UnknownTok: Label 'unknown', Locked = true;
        SendingTok: Label 'sending', Locked = true;

    procedure SetClient(NewClient: Codeunit "GML Client")
    begin
        Client := NewClient;
    end;

    procedure Send(EmailMessage: Codeunit "Email Message"; AccountId: Guid)
    var
        Account: Record "GML Account";
        MailMessage: Codeunit "GML Message";
        MessageKey: Codeunit "GML Message Key";
        ContentDigest: Codeunit "GML Content Digest";
        FinishedMessage: Codeunit "GML Finished Message";
        Answer: Codeunit "GML Answer";
        IdempotencyKey: Text;
        Sender: Text;
        Digest: Text;
    begin
        if not Account.Get(AccountId) then
            Error(NoAccountErr);
        Digest := ContentDigest.Calculate(EmailMessage, AccountId);
        if FinishedMessage.Take(Digest) then
            exit;
        Sender := GetSender(Account);
        IdempotencyKey := MessageKey.Get(EmailMessage.GetId());
        MailMessage.SetClient(Client);
        // Files get new ids with every upload, so a message with such files is another body: look first what became of the last attempt.
        if MailMessage.NeedsUpload(EmailMessage) then
            if IsDone(EmailMessage.GetId(), IdempotencyKey, Digest) then
                exit;
        Answer := Client.Post('/send', MailMessage.Build(EmailMessage, Account, Sender, Digest), IdempotencyKey);
        Conclude(EmailMessage.GetId(), Answer, Answer.GetText('status'));
    end;

    /// <summary>Who sends by this account: whoever is signed in, or the one person.</summary>
    procedure GetSender(Account: Record "GML Account"): Text
    var
        ActingPerson: Codeunit "GML Acting Person";
    begin
        if Account."Sender Kind" = Account."Sender Kind"::"Fixed Person" then
            exit(Account.Address);
        exit(ActingPerson.GetUserPrincipalName());
    end;

    /// <summary>Whether an earlier attempt was sent; fails where nobody knows, and where what was sent is not what the email says now.</summary>
    local procedure IsDone(MessageId: Guid; IdempotencyKey: Text; Digest: Text): Boolean
    var
        Answer: Codeunit "GML Answer";
        Status: Text;
    begin
        Answer := Client.Get('/messages?idempotencyKey=' + IdempotencyKey);
        if not Answer.IsSuccess() then
            Error(NotSentErr, Answer.Explain());
        if not Answer.TakeFirst() then
            exit(false);
        Status := Answer.GetText('status');
        if not (Status in [SentTok, UnknownTok, SendingTok]) then
            exit(false);
        Conclude(MessageId, Answer, Status);
        if Answer.GetText('reference') <> Digest then
            Error(EditedErr);
        exit(true);
    end;

    local procedure Conclude(MessageId: Guid; Answer: Codeunit "GML Answer"; Status: Text)
    var
        Telemetry: Codeunit "GML Telemetry";
        IsSent: Boolean;
    begin
        IsSent := Answer.IsSuccess() and (Status = SentTok);
        Telemetry.LogAnswer(MessageId, Answer, IsSent);
        if IsSent then
            exit;
        if Answer.IsSuccess() and (Status = UnknownTok) then
            Error(UnknownErr, Answer.GetText('error.detail'));
        if Answer.IsSuccess() and (Status = SendingTok) then
            Error(SendingErr);
        Error(NotSentErr, Answer.Explain());
    end;
}
