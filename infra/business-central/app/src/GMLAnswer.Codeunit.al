namespace Guestmail.BusinessCentral;

using System.RestClient;

/// <summary>What the connector answered: status and JSON, and the sentence that a person is shown.</summary>
codeunit 50105 "GML Answer"
{
    Access = Internal;

    var
        Body: JsonObject;
        Status: Integer;
        ExplainedErr: Label '%1 (%2, %3)', Comment = '%1 = what happened and what to do, %2 = code, %3 = id of the request', Locked = true;
        ConnectErr: Label '%1 Open %2 to connect the mailbox.', Comment = '%1 = what happened, %2 = address of the page';
        UnreadableErr: Label 'The connector answered with status %1 and no explanation. Send the email again later: it does not go out twice.', Comment = '%1 = HTTP status code';

    procedure Read(Response: Codeunit "Http Response Message")
    var
        AnswerText: Text;
    begin
        Clear(Body);
        Status := Response.GetHttpStatusCode();
        AnswerText := Response.GetContent().AsText();
        if not Body.ReadFrom(AnswerText) then
            Clear(Body);
    end;

    procedure GetStatus(): Integer
    begin
        exit(Status);
    end;

    procedure IsSuccess(): Boolean
    begin
        exit((Status >= 200) and (Status < 300));
    end;

    procedure GetBody(): JsonObject
    begin
        exit(Body);
    end;

    /// <summary>Of a list, its first element is what all else here is about. False where it has none.</summary>
    procedure TakeFirst(): Boolean
    var
        First: JsonToken;
    begin
        if not Body.SelectToken('value[0]', First) then
            exit(false);
        Body := First.AsObject();
        exit(true);
    end;

    /// <summary>Of a property, or of one in an object within: 'error.detail'. Empty where there is none.</summary>
    procedure GetText(Path: Text): Text
    var
        Token: JsonToken;
    begin
        if not Body.SelectToken(Path, Token) then
            exit('');
        if not Token.IsValue() then
            exit('');
        if Token.AsValue().IsNull() then
            exit('');
        exit(Token.AsValue().AsText());
    end;

    /// <summary>The first of these properties that says something.</summary>
    procedure GetFirstText(Path: Text; OtherPath: Text): Text
    begin
        if GetText(Path) <> '' then
            exit(GetText(Path));
        exit(GetText(OtherPath));
    end;

    /// <summary>For a person: what happened, what to do, and what support needs to find it.</summary>
    procedure Explain() Explanation: Text
    begin
        Explanation := GetFirstText('detail', 'error.detail');
        if Explanation = '' then
            exit(StrSubstNo(UnreadableErr, Status));
        if GetText('consentUrl') <> '' then
            Explanation := StrSubstNo(ConnectErr, Explanation, GetText('consentUrl'));
        Explanation := StrSubstNo(ExplainedErr, Explanation, GetFirstText('code', 'error.code'), GetFirstText('requestId', 'id'));
    end;

    /// <summary>Microsoft Graph's own id of the last attempt, which Microsoft's support asks for. Empty before the first attempt has ended.</summary>
    procedure GetGraphRequestId(): Text
    var
        Attempts: JsonToken;
    begin
        if not Body.Get('attempts', Attempts) then
            exit('');
        if not Attempts.IsArray() then
            exit('');
        if Attempts.AsArray().Count() = 0 then
            exit('');
        exit(GetText(StrSubstNo('attempts[%1].graphRequestId', Attempts.AsArray().Count() - 1)));
    end;
}
