namespace Guestmail.BusinessCentral.Test;

using Guestmail.BusinessCentral;
using System.TestLibraries.Utilities;

/// <summary>Connections of mailboxes, and what off-boarding asks for.</summary>
codeunit 50152 "GML Senders Tests"
{
    Subtype = Test;
    TestPermissions = Disabled;

    var
        Assert: Codeunit "Library Assert";
        Handler: Codeunit "GML Test Handler";
        ConnectedTok: Label '{"id":"a1","userPrincipalName":"ann_fabrikam.com#EXT#@contoso.onmicrosoft.com","mailbox":"ann@fabrikam.com","status":"connected","consentUrl":"https://guestmail.contoso.com/api/authorize"}', Locked = true;
        UnknownTok: Label '{"code":"not_found","detail":"Nothing here."}', Locked = true;

    [Test]
    procedure ShowsWhoNeverConnectedWithTheLink()
    var
        TempSenderState: Record "GML Sender State" temporary;
        Senders: Codeunit "GML Senders";
    begin
        Initialize(Senders);
        Handler.AddAnswer(404, UnknownTok);
        Senders.Find('ben_fabrikam.com#EXT#@contoso.onmicrosoft.com', TempSenderState);
        Assert.AreEqual('Never connected', TempSenderState.Status, 'The state is wrong.');
        Assert.IsFalse(TempSenderState."Is Connected", 'Nobody is connected.');
        Assert.AreEqual('https://guestmail.contoso.com/api/authorize', TempSenderState."Consent URL", 'The link is wrong.');
    end;

    [Test]
    procedure DisconnectsLeaversById()
    var
        Leaver: Record "GML Leaver";
        OffBoarding: Codeunit "GML Off-boarding";
        Senders: Codeunit "GML Senders";
    begin
        Initialize(Senders);
        Leaver."User Principal Name" := 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
        Leaver.Insert();
        Handler.AddAnswer(200, ConnectedTok);
        Handler.AddAnswer(200, ConnectedTok);
        OffBoarding.DisconnectLeavers(Leaver, Senders);
        Assert.AreEqual('DELETE https://guestmail.contoso.com/api/senders/a1', Handler.GetRequest(2), 'Nobody was disconnected.');
        Assert.IsTrue(Leaver.IsEmpty(), 'The leaver is still noted.');
    end;

    [Test]
    procedure KeepsLeaversWhileTheConnectorDoesNotAnswer()
    var
        Leaver: Record "GML Leaver";
        OffBoarding: Codeunit "GML Off-boarding";
        Senders: Codeunit "GML Senders";
    begin
        Initialize(Senders);
        Leaver."User Principal Name" := 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
        Leaver.Insert();
        Handler.AddAnswer(0, '');
        OffBoarding.DisconnectLeavers(Leaver, Senders);
        Assert.IsFalse(Leaver.IsEmpty(), 'The leaver was forgotten.');
    end;

    local procedure Initialize(var Senders: Codeunit "GML Senders")
    var
        Setup: Record "GML Setup";
        Leaver: Record "GML Leaver";
        Secret: Codeunit "GML Secret";
        Client: Codeunit "GML Client";
    begin
        Handler.Reset();
        Leaver.DeleteAll();
        Setup.DeleteAll();
        Setup."API Address" := 'https://guestmail.contoso.com/api';
        Setup."API Client Id" := CreateGuid();
        Setup."Client Id" := CreateGuid();
        Setup.Insert();
        Secret.Store(Format(CreateGuid()));
        Client.SetTestHandler(Handler);
        Senders.SetClient(Client);
    end;
}
