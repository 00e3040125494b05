// Does what each line of the input asks for, through the generated client, and writes one line of JSON with what came back.
using System.Text;
using System.Text.Json.Nodes;
using Guestmail.Client;
using Guestmail.Client.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

var address = Environment.GetEnvironmentVariable("PUBLIC_URL")!;
var authentication = new BaseBearerTokenAuthenticationProvider(new GivenToken());
var client = new GuestmailClient(new HttpClientRequestAdapter(authentication) { BaseUrl = address });

while (Console.ReadLine() is { } line)
{
    var asked = JsonNode.Parse(line)!.AsObject();
    string? Text(string name) => asked[name]?.GetValue<string>();
    JsonObject answer;
    try
    {
        answer = Text("do") switch
        {
            "send" => Show(await client.Send.PostAsync(Write())),
            "get" => Show(await client.Messages[Text("id")!].GetAsync()),
            "cancel" => Show(await client.Messages[Text("id")!].Cancel.PostAsync()),
            "list" => await List(),
            "content" => new JsonObject { ["text"] = await Read(Text("id")!) },
            "upload" => await Upload(),
            "find" => Sender(await client.Senders.Find.PostAsync(new SenderName { Sender = Text("name") })),
            "sender" => Sender(await client.Senders[Guid.Parse(Text("id")!)].GetAsync()),
            "health" => new JsonObject { ["status"] = (await client.Health.GetAsync())?.Status },
            var other => throw new InvalidOperationException($"Nobody knows {other}."),
        };
    }
    catch (Problem problem)
    {
        answer = new JsonObject { ["problem"] = problem.Code, ["message"] = problem.Message, ["consentUrl"] = problem.ConsentUrl };
    }
    catch (FailedMessage failed)
    {
        answer = new JsonObject { ["failed"] = failed.Code, ["message"] = failed.Message, ["retryable"] = failed.Retryable, ["id"] = failed.Id };
    }
    Console.WriteLine(answer.ToJsonString());

    Submission Write() => new()
    {
        Sender = Text("sender"),
        Reference = Text("reference"),
        IdempotencyKey = Text("key"),
        Prefer = Text("handling") == "strict" ? new Preferences { Handling = Handling.Strict } : null,
        Message = new Message
        {
            Subject = Text("subject"),
            Importance = "high",
            Body = new ItemBody { ContentType = "html", Content = "<p>Hello</p>" },
            ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = Text("to"), Name = "Mia" } }],
            InternetMessageHeaders = [new InternetMessageHeader { Name = "x-document", Value = "SI-103042" }],
            Attachments = Text("file") is { } file
                ? [new FileAttachment { Name = "hello.txt", ContentType = "text/plain", ContentBytes = Encoding.UTF8.GetBytes(file) }]
                : null,
        },
    };

    async Task<JsonObject> List()
    {
        var page = await client.Messages.GetAsync(request =>
        {
            request.QueryParameters.Reference = Text("reference");
            request.QueryParameters.From = DateTimeOffset.UtcNow.AddHours(-1);
            request.QueryParameters.Top = 10;
        });
        return new JsonObject { ["ids"] = new JsonArray([.. page!.Value!.Select(message => JsonValue.Create(message.Id))]) };
    }

    async Task<JsonObject> Upload()
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(Text("file")!));
        var file = await client.Attachments[Text("name")!].PutAsync(bytes);
        var again = await client.Attachments[file!.Id!].GetAsync();
        return new JsonObject { ["name"] = again!.Name, ["size"] = again.Size, ["status"] = again.Status };
    }
}

async Task<string> Read(string id)
{
    using var reader = new StreamReader((await client.Messages[id].Content.GetAsync())!);
    return await reader.ReadToEndAsync();
}

static JsonObject Show(MessageState? state) => new()
{
    ["id"] = state!.Id,
    ["status"] = state.Status,
    ["reference"] = state.Reference,
    ["consentUrl"] = state.ConsentUrl,
    ["error"] = state.Error?.Code,
    ["attempts"] = state.Attempts?.Count,
    ["isNew"] = DateTimeOffset.UtcNow - state.CreatedAt < TimeSpan.FromMinutes(10),
};

static JsonObject Sender(Sender? sender) => new()
{
    ["id"] = sender!.Id?.ToString(),
    ["mailbox"] = sender.Mailbox,
    ["status"] = sender.Status,
};

sealed class GivenToken : IAccessTokenProvider
{
    public AllowedHostsValidator AllowedHostsValidator { get; } = new();

    public Task<string> GetAuthorizationTokenAsync(
        Uri uri, Dictionary<string, object>? additional = null, CancellationToken cancellation = default) =>
        Task.FromResult(Environment.GetEnvironmentVariable("ACCESS_TOKEN")!);
}
