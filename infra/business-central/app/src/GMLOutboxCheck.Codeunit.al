namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>
/// What became of an email of the Email Outbox: finishes it where it was sent, and asks a person where nobody knows, or where it was edited since.
/// An email that goes out from the mailbox of whoever is signed in is sent again by nobody but the person who wrote it.
/// </summary>
codeunit 50113 "GML Outbox Check"
{
    Access = Internal;
    Permissions = tabledata "Email Outbox" = r,
                  tabledata "GML Account" = r;

    var
        Client: Codeunit "GML Client";
        OtherAccountErr: Label 'This email was not sent by a Guestmail account.';
        GoneErr: Label 'This email is not in the Email Outbox any more. Choose Refresh.';
        NotYoursErr: Label 'Only the person who wrote this email can send it again or finish it: it would go out from your mailbox.';
        QueuedErr: Label 'Business Central is sending this email by itself, or will do so. Choose Cancel Sending first, then check again.';
        SentMsg: Label 'The email was sent, and is in Sent Emails now. Choose Refresh to update this list.';
        LaterMsg: Label 'Business Central sends the email later by itself, because of the limits of the account. Choose Refresh to update this list.';
        SendingMsg: Label 'The email is being sent at this moment. Check again in a minute.';
        NotSentMsg: Label 'The email was not sent: %1 Choose Send to try again.', Comment = '%1 = what happened';
        NothingKnownTxt: Label 'the connector has no message of it.';
        AgainQst: Label 'Nobody knows whether this email was sent: %1\\Look into Sent Items of the mailbox first. Send it again anyway? Its recipients may then get it twice.', Comment = '%1 = what happened';
        EditedTxt: Label 'The email was sent as it was then. Later changes were not sent.';
        EditedChoicesTxt: Label 'Finish it without the changes,Send it as it is now as a second email', Comment = 'Two choices with one comma between them, and no other comma.';
        FailedErr: Label 'The state of the email could not be read. %1', Comment = '%1 = what happened and what to do';

    procedure SetClient(NewClient: Codeunit "GML Client")
    begin
        Client := NewClient;
    end;

    procedure Check(EmailOutbox: Record "Email Outbox")
    var
        MessageKey: Codeunit "GML Message Key";
        Answer: Codeunit "GML Answer";
    begin
        if EmailOutbox.GetConnector() <> Enum::"Email Connector"::"GML Guestmail" then
            Error(OtherAccountErr);
        Answer := Client.Get('/messages?idempotencyKey=' + MessageKey.Get(EmailOutbox.GetMessageId()));
        if not Answer.IsSuccess() then
            Error(FailedErr, Answer.Explain());
        if not Answer.TakeFirst() then begin
            Message(NotSentMsg, NothingKnownTxt);
            exit;
        end;
        case Answer.GetText('status') of
            'sent':
                Finish(EmailOutbox, Answer.GetText('reference'));
            'unknown':
                Repeat(EmailOutbox, Answer.GetText('error.detail'));
            'sending':
                Message(SendingMsg);
            else
                Message(NotSentMsg, Answer.GetText('error.detail'));
        end;
    end;

    /// <summary>As it was sent; where it says something else now, a person decides.</summary>
    local procedure Finish(EmailOutbox: Record "Email Outbox"; SentDigest: Text)
    var
        ContentDigest: Codeunit "GML Content Digest";
        FinishedMessage: Codeunit "GML Finished Message";
        EmailMessage: Codeunit "Email Message";
        MessageKey: Codeunit "GML Message Key";
        Digest: Text;
        Choice: Integer;
    begin
        RequireOwn(EmailOutbox);
        RequireIdle(EmailOutbox);
        EmailMessage.Get(EmailOutbox.GetMessageId());
        Digest := ContentDigest.Calculate(EmailMessage, EmailOutbox.GetAccountId());
        Choice := 1;
        if Digest <> SentDigest then
            Choice := StrMenu(EditedChoicesTxt, 1, EditedTxt);
        case Choice of
            1:
                FinishedMessage.Set(Digest);
            2:
                MessageKey.Renew(EmailOutbox.GetMessageId());
            else
                exit;
        end;
        SendAgain(EmailOutbox);
    end;

    local procedure Repeat(EmailOutbox: Record "Email Outbox"; Explanation: Text)
    var
        MessageKey: Codeunit "GML Message Key";
    begin
        RequireOwn(EmailOutbox);
        RequireIdle(EmailOutbox);
        if not Confirm(AgainQst, false, Explanation) then
            exit;
        MessageKey.Renew(EmailOutbox.GetMessageId());
        SendAgain(EmailOutbox);
    end;

    /// <summary>Sending again runs in the session of whoever chooses it, and would take their mailbox. One person of an account is the same for all.</summary>
    procedure RequireOwn(EmailOutbox: Record "Email Outbox")
    var
        StoredOutbox: Record "Email Outbox";
        Account: Record "GML Account";
    begin
        // The record of the page is a temporary one.
        if not StoredOutbox.Get(EmailOutbox.Id) then
            Error(GoneErr);
        if Account.Get(EmailOutbox.GetAccountId()) then
            if Account."Sender Kind" = Account."Sender Kind"::"Fixed Person" then
                exit;
        if StoredOutbox.SystemCreatedBy <> UserSecurityId() then
            Error(NotYoursErr);
    end;

    /// <summary>Between two attempts of its own Business Central takes no other.</summary>
    local procedure RequireIdle(EmailOutbox: Record "Email Outbox")
    var
        Email: Codeunit Email;
    begin
        if Email.GetOutboxEmailRecordStatus(EmailOutbox.GetMessageId()) in [Enum::"Email Status"::Queued, Enum::"Email Status"::Processing] then
            Error(QueuedErr);
    end;

    local procedure SendAgain(EmailOutbox: Record "Email Outbox")
    var
        StoredOutbox: Record "Email Outbox";
        Email: Codeunit Email;
        EmailMessage: Codeunit "Email Message";
    begin
        EmailMessage.Get(EmailOutbox.GetMessageId());
        if not Email.Send(EmailMessage, EmailOutbox.GetAccountId(), EmailOutbox.GetConnector()) then
            Error(GetLastErrorText());
        // It is true, too, where the email was only put off.
        if StoredOutbox.Get(EmailOutbox.Id) then
            Message(LaterMsg)
        else
            Message(SentMsg);
    end;
}
