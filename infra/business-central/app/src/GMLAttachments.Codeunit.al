namespace Guestmail.BusinessCentral;

using System.Email;
using System.RestClient;
using System.Utilities;

/// <summary>
/// The attachments of an email, as Microsoft Graph writes them. What is too much for one request of Graph goes up beforehand, in pieces;
/// the message names it by its id.
/// </summary>
codeunit 50108 "GML Attachments"
{
    Access = Internal;

    var
        Client: Codeunit "GML Client";
        RangeTok: Label 'bytes %1-%2/%3', Locked = true;
        UploadErr: Label 'The attachment %1 could not be uploaded. %2', Comment = '%1 = name of the file, %2 = what happened and what to do';

    procedure SetClient(NewClient: Codeunit "GML Client")
    begin
        Client := NewClient;
    end;

    procedure NeedsUpload(EmailMessage: Codeunit "Email Message"): Boolean
    begin
        exit(CountBytes(EmailMessage) > GetInlineLimit());
    end;

    /// <summary>As many as fit are in the message itself, in their order.</summary>
    procedure List(EmailMessage: Codeunit "Email Message") Attachments: JsonArray
    var
        Bytes: Integer;
    begin
        if not EmailMessage.Attachments_First() then
            exit;
        repeat
            if Bytes + EmailMessage.Attachments_GetLength() <= GetInlineLimit() then begin
                Bytes += EmailMessage.Attachments_GetLength();
                Attachments.Add(Build(EmailMessage, 'contentBytes', EmailMessage.Attachments_GetContentBase64()));
            end else
                Attachments.Add(Build(EmailMessage, 'id', Upload(EmailMessage)));
        until EmailMessage.Attachments_Next() = 0;
    end;

    local procedure Build(EmailMessage: Codeunit "Email Message"; Member: Text; Value: Text) Attachment: JsonObject
    begin
        Attachment.Add('@odata.type', '#microsoft.graph.fileAttachment');
        Attachment.Add('name', EmailMessage.Attachments_GetName());
        Attachment.Add('contentType', EmailMessage.Attachments_GetContentType());
        Attachment.Add(Member, Value);
        if not EmailMessage.Attachments_IsInline() then
            exit;
        Attachment.Add('isInline', true);
        Attachment.Add('contentId', EmailMessage.Attachments_GetContentId());
    end;

    /// <summary>Under a neutral name, because addresses are in logs; name and type are in the message.</summary>
    local procedure Upload(EmailMessage: Codeunit "Email Message"): Text
    var
        Answer: Codeunit "GML Answer";
        Telemetry: Codeunit "GML Telemetry";
        Piece: Codeunit "Temp Blob";
        AttachmentInStream: InStream;
        Path: Text;
        FirstByte: Integer;
        Total: Integer;
    begin
        Total := EmailMessage.Attachments_GetLength();
        EmailMessage.Attachments_GetContent(AttachmentInStream);
        Path := '/attachments/1';
        repeat
            // It outlives the request that reads from it.
            Clear(Piece);
            Answer := Client.Put(Path, ReadPiece(AttachmentInStream, Piece, FirstByte, Total));
            if not Answer.IsSuccess() then begin
                Telemetry.LogAnswer(EmailMessage.GetId(), Answer, false);
                Error(UploadErr, EmailMessage.Attachments_GetName(), Answer.Explain());
            end;
            Path := '/attachments/' + Answer.GetText('id');
            FirstByte += GetPieceSize();
        until FirstByte >= Total;
        exit(Answer.GetText('id'));
    end;

    local procedure ReadPiece(var AttachmentInStream: InStream; var Piece: Codeunit "Temp Blob"; FirstByte: Integer; Total: Integer) Content: Codeunit "Http Content"
    var
        PieceOutStream: OutStream;
        Length: Integer;
    begin
        Length := Total - FirstByte;
        if Length > GetPieceSize() then
            Length := GetPieceSize();
        Piece.CreateOutStream(PieceOutStream);
        CopyStream(PieceOutStream, AttachmentInStream, Length);
        Content := Content.Create(Piece, 'application/octet-stream');
        Content.SetHeader('Content-Length', Format(Length, 0, 9));
        if Length < Total then
            Content.SetHeader('Content-Range', StrSubstNo(RangeTok, Format(FirstByte, 0, 9), Format(FirstByte + Length - 1, 0, 9), Format(Total, 0, 9)));
    end;

    local procedure CountBytes(EmailMessage: Codeunit "Email Message") Bytes: Integer
    begin
        if EmailMessage.Attachments_First() then
            repeat
                Bytes += EmailMessage.Attachments_GetLength();
            until EmailMessage.Attachments_Next() = 0;
    end;

    /// <summary>In base64 these are the 4 MB that Graph takes in one request, with room for the text.</summary>
    local procedure GetInlineLimit(): Integer
    begin
        exit(3000000);
    end;

    /// <summary>A multiple of 1 MiB, and less than what one request may bring.</summary>
    local procedure GetPieceSize(): Integer
    begin
        exit(4 * 1024 * 1024);
    end;
}
