namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>An email as the connector takes it: Microsoft Graph's message, and who sends.</summary>
codeunit 50109 "GML Message"
{
    Access = Public;

    var
        Attachments: Codeunit "GML Attachments";

    internal procedure SetClient(NewClient: Codeunit "GML Client")
    begin
        Attachments.SetClient(NewClient);
    end;

    internal procedure Build(EmailMessage: Codeunit "Email Message"; Account: Record "GML Account"; Sender: Text; Digest: Text) Submission: JsonObject
    var
        Recipients: Codeunit "GML Recipients";
#if BC284
        Headers: Codeunit "GML Headers";
#endif
        MailMessage: JsonObject;
        Files: JsonArray;
    begin
        MailMessage.Add('subject', EmailMessage.GetSubject());
        MailMessage.Add('body', BuildBody(EmailMessage));
        MailMessage.Add('toRecipients', Recipients.List(EmailMessage, Enum::"Email Recipient Type"::"To"));
        MailMessage.Add('ccRecipients', Recipients.List(EmailMessage, Enum::"Email Recipient Type"::Cc));
        MailMessage.Add('bccRecipients', Recipients.List(EmailMessage, Enum::"Email Recipient Type"::Bcc));
        if Account."Sender Kind" = Account."Sender Kind"::"Shared Mailbox" then
            MailMessage.Add('from', Recipients.Build(Account.Address));
#if BC284
        Headers.Add(EmailMessage, MailMessage);
#endif
        Files := Attachments.List(EmailMessage);
        if Files.Count() > 0 then
            MailMessage.Add('attachments', Files);
        OnAfterBuildMessage(EmailMessage, MailMessage);
        Submission.Add('sender', Sender);
        Submission.Add('message', MailMessage);
        Submission.Add('reference', Digest);
    end;

    internal procedure NeedsUpload(EmailMessage: Codeunit "Email Message"): Boolean
    begin
        exit(Attachments.NeedsUpload(EmailMessage));
    end;

    local procedure BuildBody(EmailMessage: Codeunit "Email Message") Body: JsonObject
    begin
        if EmailMessage.IsBodyHTMLFormatted() then
            Body.Add('contentType', 'HTML')
        else
            Body.Add('contentType', 'Text');
        Body.Add('content', EmailMessage.GetBody());
    end;

    /// <summary>Changes the message before it goes out: with replyTo and importance, for instance, where Business Central has no headers yet.</summary>
    [IntegrationEvent(false, false)]
    local procedure OnAfterBuildMessage(EmailMessage: Codeunit "Email Message"; var MailMessage: JsonObject)
    begin
    end;
}
