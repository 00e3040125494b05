// Sends one mail as a guest, with HttpClient: `dotnet run csharp.cs` with .NET 10, or the Program.cs of a console project
// with implicit usings. Settings: README.md in this folder. Ends with 0 only if the mail was sent.
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

string Setting(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

// HttpClient gives up after 100 seconds by itself; the connector answers within 60.
using var client = new HttpClient();

using var tokenRequest = new FormUrlEncodedContent(new Dictionary<string, string>
{
    ["grant_type"] = "client_credentials",
    ["client_id"] = Setting("CLIENT_ID"),
    ["client_secret"] = Setting("CLIENT_SECRET"),
    ["scope"] = Setting("TOKEN_SCOPE"),
});
using var tokenResponse = await client.PostAsync(Setting("TOKEN_ENDPOINT"), tokenRequest);
var token = JsonNode.Parse(await tokenResponse.Content.ReadAsStringAsync())!;
if (!tokenResponse.IsSuccessStatusCode)
    throw new InvalidOperationException($"No access token: {token["error_description"]}");

var invoice = Setting("INVOICE");
var submission = new JsonObject
{
    ["sender"] = Setting("SENDER"),
    ["message"] = new JsonObject
    {
        ["subject"] = $"Invoice {invoice}",
        ["body"] = new JsonObject { ["contentType"] = "HTML", ["content"] = "<p>Thank you for your order.</p>" },
        ["toRecipients"] = new JsonArray(
            new JsonObject { ["emailAddress"] = new JsonObject { ["address"] = "mia@contoso.com" } }),
    },
    ["reference"] = invoice,
};
using var request = new HttpRequestMessage(HttpMethod.Post, $"{Setting("API_ADDRESS")}/send")
{
    // PostAsJsonAsync and JsonContent send no Content-Length, which Azure Functions needs (411); StringContent does.
    Content = new StringContent(submission.ToJsonString(), Encoding.UTF8, "application/json"),
};
request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string?)token["access_token"]);
// The key stands for the invoice: whatever is lost on the way, repeating the call sends no second mail.
request.Headers.Add("Idempotency-Key", $"invoice-{invoice}");

using var response = await client.SendAsync(request);
var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
// `status` of a message is a word; that of a refusal (RFC 9457) is a number.
if (answer["status"]?.ToString() == "sent")
{
    Console.WriteLine("Sent.");
    return 0;
}
Console.Error.WriteLine($"Not confirmed as sent: {answer["detail"] ?? answer["error"]?["detail"] ?? answer["status"]}");
return 1;
