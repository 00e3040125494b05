namespace Guestmail.BusinessCentral;

using System.Email;
using System.Security.Encryption;

/// <summary>
/// Stands for what an email says, with its files and its account. It is the reference of the submission, so that the connector can tell whether
/// what it has sent is what the email says now. The message id is in it, so nobody who reads it can try contents.
/// </summary>
codeunit 50116 "GML Content Digest"
{
    Access = Internal;

    procedure Calculate(EmailMessage: Codeunit "Email Message"; AccountId: Guid): Text
    var
        Cryptography: Codeunit "Cryptography Management";
        Content: JsonArray;
        Serialized: Text;
        HashAlgorithmType: Option MD5,SHA1,SHA256,SHA384,SHA512;
    begin
        Content.Add(Format(EmailMessage.GetId(), 0, 4));
        Content.Add(Format(AccountId, 0, 4));
        Content.Add(EmailMessage.GetSubject());
        Content.Add(EmailMessage.GetBody());
        Content.Add(EmailMessage.IsBodyHTMLFormatted());
        Content.Add(ListRecipients(EmailMessage, Enum::"Email Recipient Type"::"To"));
        Content.Add(ListRecipients(EmailMessage, Enum::"Email Recipient Type"::Cc));
        Content.Add(ListRecipients(EmailMessage, Enum::"Email Recipient Type"::Bcc));
        Content.Add(ListFiles(EmailMessage));
        Content.WriteTo(Serialized);
        exit(Cryptography.GenerateHash(Serialized, HashAlgorithmType::SHA256));
    end;

    local procedure ListRecipients(EmailMessage: Codeunit "Email Message"; RecipientType: Enum "Email Recipient Type") Recipients: JsonArray
    var
        Fields: List of [Text];
        Field: Text;
    begin
        EmailMessage.GetRecipients(RecipientType, Fields);
        foreach Field in Fields do
            Recipients.Add(Field);
    end;

    local procedure ListFiles(EmailMessage: Codeunit "Email Message") Files: JsonArray
    var
        Cryptography: Codeunit "Cryptography Management";
        AttachmentInStream: InStream;
        HashAlgorithmType: Option MD5,SHA1,SHA256,SHA384,SHA512;
    begin
        if not EmailMessage.Attachments_First() then
            exit;
        repeat
            Clear(AttachmentInStream);
            EmailMessage.Attachments_GetContent(AttachmentInStream);
            Files.Add(EmailMessage.Attachments_GetName());
            Files.Add(Cryptography.GenerateHash(AttachmentInStream, HashAlgorithmType::SHA256));
        until EmailMessage.Attachments_Next() = 0;
    end;
}
