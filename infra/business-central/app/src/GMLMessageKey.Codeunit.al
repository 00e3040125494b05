namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>
/// The idempotency key of an email: Business Central's own message id, so that repeating what was lost on the way sends no second mail.
/// Only when a person decides to send again anyway is there another key.
/// </summary>
codeunit 50110 "GML Message Key"
{
    Access = Internal;
    Permissions = tabledata "GML Repeated Message" = rimd;

    var
        RepeatedTok: Label '%1-again-%2', Locked = true;

    procedure Get(MessageId: Guid): Text
    var
        RepeatedMessage: Record "GML Repeated Message";
    begin
        if RepeatedMessage.Get(MessageId) then
            exit(StrSubstNo(RepeatedTok, Format(MessageId, 0, 4), Format(RepeatedMessage.Repetitions, 0, 9)));
        exit(Format(MessageId, 0, 4));
    end;

    procedure Renew(MessageId: Guid)
    var
        RepeatedMessage: Record "GML Repeated Message";
    begin
        if not RepeatedMessage.Get(MessageId) then begin
            RepeatedMessage."Message Id" := MessageId;
            RepeatedMessage.Insert();
        end;
        RepeatedMessage.Repetitions += 1;
        RepeatedMessage.Modify();
    end;

    [EventSubscriber(ObjectType::Codeunit, Codeunit::Email, OnAfterEmailSent, '', true, true)]
    local procedure Forget(SentEmail: Record "Sent Email")
    var
        RepeatedMessage: Record "GML Repeated Message";
    begin
        if RepeatedMessage.Get(SentEmail.GetMessageId()) then
            RepeatedMessage.Delete();
    end;
}
