namespace Guestmail.BusinessCentral;

using System.Azure.Identity;
using System.RestClient;

/// <summary>
/// The one place from which HTTP leaves. Every request names the environment, and every submission is strict: sent, or refused and nothing kept.
/// Whatever status comes back is an answer; it fails only where none does.
/// </summary>
codeunit 50104 "GML Client"
{
    Access = Internal;
    Permissions = tabledata "GML Setup" = r;

    var
        TestHandler: Interface "Http Client Handler";
        IsTest: Boolean;
        AuthorityTok: Label 'https://login.microsoftonline.com/%1/oauth2/v2.0/token', Locked = true, Comment = '%1 = tenant';
        ScopeTok: Label '%1/.default', Locked = true, Comment = '%1 = client ID of the API';
        NoTokenErr: Label 'Microsoft Entra gave no access token: %1 Have an administrator check client ID and client secret in Guestmail Setup.', Comment = '%1 = reason';
        BlockedErr: Label 'This extension may not make HTTP requests here. An administrator opens Extension Management, chooses Guestmail and Configure, and turns on Allow HttpClient Requests.';
        NoAnswerErr: Label 'The connector did not answer. Send the email again: it does not go out twice.';

    /// <summary>In place of HTTP and of the token, for tests.</summary>
    procedure SetTestHandler(NewTestHandler: Interface "Http Client Handler")
    begin
        TestHandler := NewTestHandler;
        IsTest := true;
    end;

    procedure Get(Path: Text): Codeunit "GML Answer"
    var
        NoContent: Codeunit "Http Content";
    begin
        exit(Send(Enum::"Http Method"::GET, Path, NoContent, ''));
    end;

    procedure Delete(Path: Text): Codeunit "GML Answer"
    var
        NoContent: Codeunit "Http Content";
    begin
        exit(Send(Enum::"Http Method"::DELETE, Path, NoContent, ''));
    end;

    procedure Post(Path: Text; Body: JsonObject; IdempotencyKey: Text): Codeunit "GML Answer"
    var
        Content: Codeunit "Http Content";
    begin
        exit(Send(Enum::"Http Method"::POST, Path, Content.Create(Body), IdempotencyKey));
    end;

    procedure Put(Path: Text; Content: Codeunit "Http Content"): Codeunit "GML Answer"
    begin
        exit(Send(Enum::"Http Method"::PUT, Path, Content, ''));
    end;

    local procedure Send(Method: Enum "Http Method"; Path: Text; Content: Codeunit "Http Content"; IdempotencyKey: Text) Answer: Codeunit "GML Answer"
    var
        Setup: Record "GML Setup";
        Request: Codeunit "Http Request Message";
        Response: Codeunit "Http Response Message";
        Telemetry: Codeunit "GML Telemetry";
    begin
        Setup.GetComplete();
        Request := Request.Create(Method, Setup."API Address" + Path, Content);
        SetHeaders(Request, IdempotencyKey);
        Authorize(Request, Setup, IdempotencyKey);
        if not Transmit(Request, Response) then begin
            if Response.GetIsBlockedByEnvironment() then begin
                Telemetry.LogNoAnswer(IdempotencyKey, 'blocked');
                Error(BlockedErr);
            end;
            Telemetry.LogNoAnswer(IdempotencyKey, 'lost');
            Error(NoAnswerErr);
        end;
        Answer.Read(Response);
    end;

    local procedure SetHeaders(var Request: Codeunit "Http Request Message"; IdempotencyKey: Text)
    var
        Environment: Codeunit "GML Environment";
    begin
        Request.SetHeader('Accept', 'application/json');
        Request.SetHeader('Guestmail-Environment-Type', Environment.GetTypeName());
        Request.SetHeader('Guestmail-Environment-Name', Environment.GetName());
        if IdempotencyKey = '' then
            exit;
        Request.SetHeader('Idempotency-Key', IdempotencyKey);
        Request.SetHeader('Prefer', 'handling=strict');
    end;

    local procedure Authorize(var Request: Codeunit "Http Request Message"; Setup: Record "GML Setup"; IdempotencyKey: Text)
    var
        Telemetry: Codeunit "GML Telemetry";
        Headers: Dictionary of [Text, SecretText];
        Name: Text;
    begin
        if IsTest then
            exit;
        if not TryGetAuthorization(Setup, Headers) then begin
            Telemetry.LogNoAnswer(IdempotencyKey, 'no_token');
            Error(NoTokenErr, GetLastErrorText());
        end;
        foreach Name in Headers.Keys() do
            Request.SetHeader(Name, Headers.Get(Name));
    end;

    /// <summary>From the cache of Business Central where the token there is still good.</summary>
    [TryFunction]
    local procedure TryGetAuthorization(Setup: Record "GML Setup"; var Headers: Dictionary of [Text, SecretText])
    var
        AzureADTenant: Codeunit "Azure AD Tenant";
        ClientCredentials: Codeunit HttpAuthOAuthClientCredentials;
        Secret: Codeunit "GML Secret";
        Scopes: List of [Text];
    begin
        Scopes.Add(StrSubstNo(ScopeTok, Plain(Setup."API Client Id")));
        ClientCredentials.Initialize(StrSubstNo(AuthorityTok, AzureADTenant.GetAadTenantId()), Plain(Setup."Client Id"), Secret.Read(), Scopes);
        Headers := ClientCredentials.GetAuthorizationHeaders();
    end;

    local procedure Transmit(Request: Codeunit "Http Request Message"; var Response: Codeunit "Http Response Message"): Boolean
    var
        Handler: Codeunit "Http Client Handler";
        Client: HttpClient;
    begin
        if IsTest then
            exit(TestHandler.Send(Client, Request, Response));
        // A message with large files may take that long, and Azure ends a request after 230 seconds.
        Client.Timeout := 230 * 1000;
        exit(Handler.Send(Client, Request, Response));
    end;

    /// <summary>Without braces and in lower case, as Entra writes it.</summary>
    local procedure Plain(Id: Guid): Text
    begin
        exit(Format(Id, 0, 4).ToLower());
    end;
}
