/// <summary>
/// Sends one mail as the user who is signed in to Business Central (version 27 or later, "runtime": "16.0" in app.json).
/// An administrator allows this extension its HTTP requests: Extension Management, Configure, Allow HttpClient Requests.
/// </summary>
codeunit 50100 "Send Invoice Mail as Guest"
{
    Permissions = tabledata User = r;

    var
        ApiAddressTok: Label 'https://guestmail.contoso.com/api', Locked = true;
        TokenEndpointTok: Label 'https://login.microsoftonline.com/contoso.onmicrosoft.com/oauth2/v2.0/token', Locked = true;
        TokenScopeTok: Label '<client id of the API>/.default', Locked = true;
        ClientIdTok: Label '<client id of the caller>', Locked = true;
        ClientSecretKeyTok: Label 'GuestmailClientSecret', Locked = true;
        NoSecretErr: Label 'The client secret is not stored.';
        NoTokenErr: Label 'No access token: %1', Comment = '%1 = reason';
        NotAllowedErr: Label 'This extension may not make HTTP requests. Ask your administrator to allow them in Extension Management.';
        NoAnswerErr: Label 'There is no answer. Try again: the mail will not be sent twice.';
        NotSentErr: Label 'The mail is not confirmed as sent: %1', Comment = '%1 = reason and what to do';

    /// <summary>Ends with an error unless the mail was sent. Trying again sends no second mail of the invoice.</summary>
    procedure SendMail(InvoiceNo: Text; CustomerAddress: Text)
    var
        User: Record User;
        Answer: JsonObject;
    begin
        User.Get(UserSecurityId());
        // The user principal name in the tenant of the ERP, such as ann_fabrikam.com#EXT#@contoso.onmicrosoft.com.
        Answer := PostSubmission(BuildSubmission(User."Authentication Email", InvoiceNo, CustomerAddress), InvoiceNo);
        if GetText(Answer, 'status') <> 'sent' then
            Error(NotSentErr, GetReason(Answer));
    end;

    local procedure BuildSubmission(Sender: Text; InvoiceNo: Text; CustomerAddress: Text) Submission: JsonObject
    var
        MailMessage: JsonObject;
        Body: JsonObject;
        EmailAddress: JsonObject;
        Recipient: JsonObject;
        Recipients: JsonArray;
    begin
        Body.Add('contentType', 'HTML');
        Body.Add('content', '<p>Thank you for your order.</p>');
        EmailAddress.Add('address', CustomerAddress);
        Recipient.Add('emailAddress', EmailAddress);
        Recipients.Add(Recipient);
        MailMessage.Add('subject', StrSubstNo('Invoice %1', InvoiceNo));
        MailMessage.Add('body', Body);
        MailMessage.Add('toRecipients', Recipients);
        Submission.Add('sender', Sender);
        Submission.Add('message', MailMessage);
        Submission.Add('reference', InvoiceNo);
    end;

    local procedure PostSubmission(Submission: JsonObject; InvoiceNo: Text) Answer: JsonObject
    var
        Client: HttpClient;
        Request: HttpRequestMessage;
        Response: HttpResponseMessage;
        Content: HttpContent;
        Headers: HttpHeaders;
        ContentHeaders: HttpHeaders;
        BodyText: Text;
        AnswerText: Text;
    begin
        Submission.WriteTo(BodyText);
        // From a text, Content-Length is set. From an InStream it is not: set it yourself, or the answer is 411.
        Content.WriteFrom(BodyText);
        // WriteFrom has set text/plain, and Content-Type is a header of the content, not of the request.
        Content.GetHeaders(ContentHeaders);
        ContentHeaders.Remove('Content-Type');
        ContentHeaders.Add('Content-Type', 'application/json');

        Request.Method := 'POST';
        Request.SetRequestUri(ApiAddressTok + '/send');
        Request.GetHeaders(Headers);
        Headers.Add('Authorization', SecretStrSubstNo('Bearer %1', GetAccessToken()));
        // The key stands for the invoice: whatever is lost on the way, trying again sends no second mail.
        Headers.Add('Idempotency-Key', StrSubstNo('invoice-%1', InvoiceNo));
        Request.Content := Content;

        if not Client.Send(Request, Response) then
            if Response.IsBlockedByEnvironment() then
                Error(NotAllowedErr)
            else
                Error(NoAnswerErr);
        // A refusal is JSON as well, and its detail is for the user; the reason phrase is not.
        Response.Content.ReadAs(AnswerText);
        if not Answer.ReadFrom(AnswerText) then
            Error(NotSentErr, Response.HttpStatusCode());
    end;

    local procedure GetAccessToken() AccessToken: SecretText
    var
        OAuth2: Codeunit OAuth2;
        Scopes: List of [Text];
        ClientSecret: SecretText;
    begin
        if not IsolatedStorage.Get(ClientSecretKeyTok, DataScope::Module, ClientSecret) then
            Error(NoSecretErr);
        Scopes.Add(TokenScopeTok);
        if not OAuth2.AcquireTokenWithClientCredentials(ClientIdTok, ClientSecret, TokenEndpointTok, '', Scopes, AccessToken) then
            Error(NoTokenErr, GetLastErrorText());
        if AccessToken.IsEmpty() then
            Error(NoTokenErr, GetLastErrorText());
    end;

    local procedure GetReason(Answer: JsonObject): Text
    var
        ErrorToken: JsonToken;
    begin
        if GetText(Answer, 'detail') <> '' then
            exit(GetText(Answer, 'detail'));
        if Answer.Get('error', ErrorToken) then
            exit(GetText(ErrorToken.AsObject(), 'detail'));
        exit(GetText(Answer, 'status'));
    end;

    local procedure GetText(Source: JsonObject; Name: Text): Text
    var
        Token: JsonToken;
    begin
        if Source.Get(Name, Token) then
            exit(Token.AsValue().AsText());
    end;
}
