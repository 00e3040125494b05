namespace Guestmail.BusinessCentral.Test;

using System.RestClient;

/// <summary>Stands in place of HTTP: keeps what was asked, and gives the answers of the test in their order.</summary>
codeunit 50150 "GML Test Handler" implements "Http Client Handler"
{
    SingleInstance = true;

    var
        Requests: List of [Text];
        Bodies: List of [Text];
        Keys: List of [Text];
        Environments: List of [Text];
        Statuses: List of [Integer];
        Answers: List of [Text];
        NoAnswerErr: Label 'The test has no answer for %1.', Locked = true, Comment = '%1 = request';

    procedure Send(CurrHttpClientInstance: HttpClient; HttpRequestMessage: Codeunit "Http Request Message"; var HttpResponseMessage: Codeunit "Http Response Message") Success: Boolean
    var
        Content: Codeunit "Http Content";
        Body: Text;
    begin
        if HttpRequestMessage.GetHttpRequestMessage().Content.ReadAs(Body) then;
        Requests.Add(HttpRequestMessage.GetHttpMethod() + ' ' + HttpRequestMessage.GetRequestUri());
        Bodies.Add(Body);
        Keys.Add(First(HttpRequestMessage.GetHeaderValues('Idempotency-Key')));
        Environments.Add(First(HttpRequestMessage.GetHeaderValues('Guestmail-Environment-Type')));
        if Statuses.Count() = 0 then
            Error(NoAnswerErr, Requests.Get(Requests.Count()));
        if Statuses.Get(1) = 0 then begin
            Take();
            exit(false);
        end;
        HttpResponseMessage.SetHttpStatusCode(Statuses.Get(1));
        HttpResponseMessage.SetContent(Content.Create(Answers.Get(1), 'application/json'));
        Take();
        exit(true);
    end;

    /// <summary>A status of 0: nothing comes back.</summary>
    procedure AddAnswer(Status: Integer; Answer: Text)
    begin
        Statuses.Add(Status);
        Answers.Add(Answer);
    end;

    procedure GetRequest(Number: Integer): Text
    begin
        exit(Requests.Get(Number));
    end;

    procedure GetBody(Number: Integer) Body: JsonObject
    begin
        Body.ReadFrom(Bodies.Get(Number));
    end;

    procedure GetKey(Number: Integer): Text
    begin
        exit(Keys.Get(Number));
    end;

    procedure GetEnvironment(Number: Integer): Text
    begin
        exit(Environments.Get(Number));
    end;

    procedure CountRequests(): Integer
    begin
        exit(Requests.Count());
    end;

    procedure Reset()
    begin
        ClearAll();
    end;

    local procedure Take()
    begin
        Statuses.RemoveAt(1);
        Answers.RemoveAt(1);
    end;

    local procedure First(Values: List of [Text]): Text
    begin
        if Values.Count() > 0 then
            exit(Values.Get(1));
    end;
}
