namespace Guestmail.BusinessCentral;

/// <summary>
/// One line of telemetry for each answer about an email, and one for each request that had none. Business Central's message id, the connector's
/// id and Microsoft Graph's request id are in it, so that an email is found in all three by any one of them. Never an address, a subject or a body.
/// </summary>
codeunit 50111 "GML Telemetry"
{
    Access = Internal;

    var
        SentTok: Label 'Guestmail: email sent', Locked = true;
        RefusedTok: Label 'Guestmail: email not sent', Locked = true;
        NoAnswerTok: Label 'Guestmail: no answer', Locked = true;

    procedure LogAnswer(MessageId: Guid; Answer: Codeunit "GML Answer"; IsSent: Boolean)
    var
        Dimensions: Dictionary of [Text, Text];
    begin
        Dimensions.Add('EmailMessageID', Format(MessageId, 0, 4));
        Dimensions.Add('GuestmailMessageId', Answer.GetText('id'));
        Dimensions.Add('GuestmailRequestId', Answer.GetText('requestId'));
        Dimensions.Add('GraphRequestId', Answer.GetGraphRequestId());
        Dimensions.Add('HttpStatus', Format(Answer.GetStatus(), 0, 9));
        Dimensions.Add('Status', Answer.GetText('status'));
        Dimensions.Add('Code', Answer.GetFirstText('code', 'error.code'));
        if IsSent then
            Session.LogMessage('GML0001', SentTok, Verbosity::Normal, DataClassification::SystemMetadata, TelemetryScope::All, Dimensions)
        else
            Session.LogMessage('GML0002', RefusedTok, Verbosity::Warning, DataClassification::SystemMetadata, TelemetryScope::All, Dimensions);
    end;

    /// <summary>The key is Business Central's message id, and empty where a request is about no email or about a part of one.</summary>
    procedure LogNoAnswer(IdempotencyKey: Text; Reason: Text)
    var
        Dimensions: Dictionary of [Text, Text];
    begin
        Dimensions.Add('IdempotencyKey', IdempotencyKey);
        Dimensions.Add('Reason', Reason);
        Session.LogMessage('GML0003', NoAnswerTok, Verbosity::Warning, DataClassification::SystemMetadata, TelemetryScope::All, Dimensions);
    end;
}
