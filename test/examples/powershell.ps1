# Sends one mail as a guest, with Windows PowerShell 5.1 or PowerShell 7. Settings: README.md in this folder.
# Ends with 0 only if the mail was sent.
$ErrorActionPreference = 'Stop'
# Windows PowerShell 5.1 may still begin with TLS 1.0.
[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12

$token = Invoke-RestMethod -Method Post -Uri $env:TOKEN_ENDPOINT -UseBasicParsing -TimeoutSec 30 -Body @{
    grant_type    = 'client_credentials'
    client_id     = $env:CLIENT_ID
    client_secret = $env:CLIENT_SECRET
    scope         = $env:TOKEN_SCOPE
}

# Without -Depth, PowerShell writes what is deeper than two levels as text.
$body = ConvertTo-Json -Depth 10 @{
    sender    = $env:SENDER
    message   = @{
        subject      = "Invoice $env:INVOICE"
        body         = @{ contentType = 'HTML'; content = '<p>Thank you for your order.</p>' }
        toRecipients = @(@{ emailAddress = @{ address = 'mia@contoso.com' } })
    }
    reference = $env:INVOICE
}

$request = @{
    Method      = 'Post'
    Uri         = "$env:API_ADDRESS/send"
    ContentType = 'application/json'
    TimeoutSec  = 100
    # Bytes, because Windows PowerShell 5.1 writes a text as ISO-8859-1.
    Body        = [Text.Encoding]::UTF8.GetBytes($body)
    Headers     = @{
        'Authorization'   = "Bearer $($token.access_token)"
        # The key stands for the invoice: whatever is lost on the way, repeating the call sends no second mail.
        'Idempotency-Key' = "invoice-$env:INVOICE"
    }
}
try {
    $answer = Invoke-RestMethod @request -UseBasicParsing
}
catch {
    # A refusal is an exception here; its body has the reason. Without a body, nothing answered.
    if (-not $_.ErrorDetails) { throw }
    $answer = $_.ErrorDetails.Message | ConvertFrom-Json
}

if ($answer.status -eq 'sent') {
    'Sent.'
    exit 0
}
$detail = @($answer.detail, $answer.error.detail, $answer.status) | Where-Object { $_ } | Select-Object -First 1
[Console]::Error.WriteLine("Not confirmed as sent: $detail")
exit 1
