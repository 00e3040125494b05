// Sends with Microsoft.Graph for .NET, set up as the README says. Reads one order a line, {"user","subject","to","times"}, posts the one
// object that it makes of it so many times, and answers each line with one: a list of {"code","message"}, empty for what was sent.
using System.Text.Json;
using Azure.Core;
using Microsoft.Graph;
using Microsoft.Graph.Authentication;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Graph.Users.Item.SendMail;

static string Setting(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is missing.");

var client = new GraphServiceClient(
    GraphClientFactory.Create(),
    new AzureIdentityAuthenticationProvider(
        new GivenToken(Setting("ACCESS_TOKEN")), ["localhost"], null, true, Setting("TOKEN_SCOPE")),
    $"{Setting("PUBLIC_URL")}/v1.0");

while (Console.ReadLine() is { } line)
{
    var order = JsonDocument.Parse(line).RootElement;
    string Said(string name) => order.GetProperty(name).GetString() ?? "";
    var body = new SendMailPostRequestBody
    {
        Message = new Message
        {
            Subject = Said("subject"),
            Body = new ItemBody { ContentType = BodyType.Html, Content = "<p>Hello</p>" },
            ToRecipients = [new Recipient { EmailAddress = new EmailAddress { Address = Said("to") } }],
        },
        SaveToSentItems = true,
    };
    var refusals = new List<object>();
    for (var time = 0; time < order.GetProperty("times").GetInt32(); time++)
    {
        try
        {
            await client.Users[Said("user")].SendMail.PostAsync(body);
            refusals.Add(new { });
        }
        catch (ODataError error)
        {
            refusals.Add(new { code = error.Error?.Code, message = error.Error?.Message });
        }
    }
    Console.WriteLine(JsonSerializer.Serialize(refusals));
}

// The token that the test asked for; a program has a ClientSecretCredential or the like here.
sealed class GivenToken(string token) : TokenCredential
{
    public override AccessToken GetToken(TokenRequestContext context, CancellationToken cancellation) =>
        context.Scopes is [var scope] && scope == Environment.GetEnvironmentVariable("TOKEN_SCOPE")
            ? new AccessToken(token, DateTimeOffset.UtcNow.AddHours(1))
            : throw new InvalidOperationException("Another scope was asked for.");

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext context, CancellationToken cancellation) =>
        new(GetToken(context, cancellation));
}
