namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>
/// What other apps say in headers of an email: where answers go, its importance, and headers that begin with x-.
/// Business Central has them since 28.4. It lists no names, so an app adds those of its own to OnCollectHeaderNames.
/// </summary>
codeunit 50107 "GML Headers"
{
    Access = Public;

#if BC284
    internal procedure Add(EmailMessage: Codeunit "Email Message"; var MailMessage: JsonObject)
    var
        Recipients: Codeunit "GML Recipients";
        ReplyTo: JsonArray;
        Headers: JsonArray;
        Names: List of [Text];
        Name: Text;
        Value: Text;
        LineFeed: Text[1];
    begin
        LineFeed[1] := 10;
        if EmailMessage.GetHeader('Reply-To', Value) then begin
            // Business Central joins a repeated header by a line feed.
            Recipients.AddAll(Value.Replace(LineFeed, ';'), ReplyTo);
            MailMessage.Add('replyTo', ReplyTo);
        end;
        if EmailMessage.GetHeader('Importance', Value) then
            MailMessage.Add('importance', Value.ToLower());
        OnCollectHeaderNames(Names);
        foreach Name in Names do
            if EmailMessage.GetHeader(Name, Value) then
                Headers.Add(Build(Name, Value.Replace(LineFeed, ', ')));
        if Headers.Count() > 0 then
            MailMessage.Add('internetMessageHeaders', Headers);
    end;

    local procedure Build(Name: Text; Value: Text) Header: JsonObject
    begin
        Header.Add('name', Name);
        Header.Add('value', Value);
    end;

    /// <summary>Add the names of headers that an email may have. Each begins with x-, and the connector takes four.</summary>
    [IntegrationEvent(false, false)]
    local procedure OnCollectHeaderNames(var Names: List of [Text])
    begin
    end;
#endif
}
