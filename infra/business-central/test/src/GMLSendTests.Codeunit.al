namespace Guestmail.BusinessCentral.Test;

using Guestmail.BusinessCentral;
using System.Email;
using System.TestLibraries.Utilities;

/// <summary>What an email becomes as a request, and what the answers mean for Business Central's outbox.</summary>
codeunit 50151 "GML Send Tests"
{
    Subtype = Test;
    TestPermissions = Disabled;

    var
        Assert: Codeunit "Library Assert";
        Handler: Codeunit "GML Test Handler";
        SentTok: Label '{"id":"1","status":"sent","attempts":[{"graphRequestId":"2"}]}', Locked = true;
        UnknownTok: Label '{"id":"1","status":"unknown","error":{"code":"graph_unavailable","detail":"No answer."}}', Locked = true;
        SendingTok: Label '{"id":"1","status":"sending","attempts":[]}', Locked = true;
        ConsentTok: Label '{"code":"consent_required","detail":"Not connected.","consentUrl":"https://guestmail.contoso.com/api/authorize","requestId":"3"}', Locked = true;

    [Test]
    procedure SendsStrictlyWithMessageIdAsKey()
    var
        EmailMessage: Codeunit "Email Message";
    begin
        Initialize();
        EmailMessage.Create('Mia <mia@contoso.com>; leo@fabrikam.com', 'Invoice', '<p>Hello</p>', true);
        Handler.AddAnswer(200, SentTok);
        Send(EmailMessage);
        Assert.AreEqual('POST https://guestmail.contoso.com/api/send', Handler.GetRequest(1), 'The address is wrong.');
        Assert.AreEqual(Format(EmailMessage.GetId(), 0, 4), Handler.GetKey(1), 'The key is not the message id.');
        Assert.AreNotEqual('', Handler.GetEnvironment(1), 'The environment is not told.');
        Assert.AreEqual('HTML', Read('message.body.contentType'), 'The body is not HTML.');
        Assert.AreEqual('leo@fabrikam.com', Read('message.toRecipients[1].emailAddress.address'), 'The second address is missing.');
        Assert.AreEqual('ann@fabrikam.com', Read('sender'), 'The sender is wrong.');
    end;

    [Test]
    procedure FailsWithDetailAndLink()
    var
        EmailMessage: Codeunit "Email Message";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        Handler.AddAnswer(409, ConsentTok);
        asserterror Send(EmailMessage);
        Assert.ExpectedError('Not connected. Open https://guestmail.contoso.com/api/authorize');
    end;

    [Test]
    procedure FailsWhereNobodyKnows()
    var
        EmailMessage: Codeunit "Email Message";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        Handler.AddAnswer(202, UnknownTok);
        asserterror Send(EmailMessage);
        Assert.ExpectedError('Nobody knows yet whether the email was sent');
    end;

    [Test]
    procedure FailsWhileItIsBeingSent()
    var
        EmailMessage: Codeunit "Email Message";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        Handler.AddAnswer(202, SendingTok);
        asserterror Send(EmailMessage);
        Assert.ExpectedError('The email is being sent at this moment.');
    end;

    [Test]
    procedure TellsWhatItSaysByItsReference()
    var
        EmailMessage: Codeunit "Email Message";
        ContentDigest: Codeunit "GML Content Digest";
        Digest: Text;
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        Digest := ContentDigest.Calculate(EmailMessage, GetAccountId());
        Handler.AddAnswer(200, SentTok);
        Send(EmailMessage);
        Assert.AreEqual(Digest, Read('reference'), 'The reference is not the digest.');
        EmailMessage.SetSubject('Invoice, corrected');
        Assert.AreNotEqual(Digest, ContentDigest.Calculate(EmailMessage, GetAccountId()), 'An edit is not noticed.');
    end;

    [Test]
    procedure AsksForNothingOnceItIsFinished()
    var
        EmailMessage: Codeunit "Email Message";
        ContentDigest: Codeunit "GML Content Digest";
        FinishedMessage: Codeunit "GML Finished Message";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        FinishedMessage.Set(ContentDigest.Calculate(EmailMessage, GetAccountId()));
        Send(EmailMessage);
        Assert.AreEqual(0, Handler.CountRequests(), 'A finished email was sent again.');
    end;

    [Test]
    procedure FailsWithoutAnswer()
    var
        EmailMessage: Codeunit "Email Message";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        Handler.AddAnswer(0, '');
        asserterror Send(EmailMessage);
        Assert.ExpectedError('The connector did not answer.');
    end;

    [Test]
    procedure SendsAgainUnderAnotherKey()
    var
        EmailMessage: Codeunit "Email Message";
        MessageKey: Codeunit "GML Message Key";
    begin
        Initialize();
        EmailMessage.Create('mia@contoso.com', 'Invoice', 'Hello');
        MessageKey.Renew(EmailMessage.GetId());
        Handler.AddAnswer(200, SentTok);
        Send(EmailMessage);
        Assert.AreEqual(Format(EmailMessage.GetId(), 0, 4) + '-again-1', Handler.GetKey(1), 'The key is not another one.');
    end;

    [Test]
    procedure SplitsAddresses()
    var
        Recipients: Codeunit "GML Recipients";
    begin
        Assert.AreEqual(2, Recipients.Split('a@contoso.com; b@contoso.com;').Count(), 'Semicolons separate.');
        Assert.AreEqual(2, Recipients.Split('a@contoso.com,b@contoso.com').Count(), 'Commas behind addresses separate.');
        Assert.AreEqual(1, Recipients.Split('Contoso, Ltd <a@contoso.com>').Count(), 'A comma in a name does not.');
        Assert.AreEqual(1, Recipients.Split('"a;b" <a@contoso.com>').Count(), 'Quotes hold together.');
    end;

    local procedure Initialize()
    var
        Setup: Record "GML Setup";
        Account: Record "GML Account";
        Secret: Codeunit "GML Secret";
    begin
        Handler.Reset();
        Account.DeleteAll();
        Account.Id := GetAccountId();
        Account.Name := 'Invoices';
        Account."Sender Kind" := Account."Sender Kind"::"Fixed Person";
        Account.Address := 'ann@fabrikam.com';
        Account.Insert();
        Setup.DeleteAll();
        Setup."API Address" := 'https://guestmail.contoso.com/api';
        Setup."API Client Id" := CreateGuid();
        Setup."Client Id" := CreateGuid();
        Setup.Insert();
        Secret.Store(Format(CreateGuid()));
    end;

    local procedure Send(EmailMessage: Codeunit "Email Message")
    var
        Client: Codeunit "GML Client";
        GMLSend: Codeunit "GML Send";
    begin
        Client.SetTestHandler(Handler);
        GMLSend.SetClient(Client);
        GMLSend.Send(EmailMessage, GetAccountId());
    end;

    local procedure Read(Path: Text): Text
    var
        Token: JsonToken;
    begin
        Handler.GetBody(1).SelectToken(Path, Token);
        exit(Token.AsValue().AsText());
    end;

    local procedure GetAccountId(): Guid
    begin
        exit('{6e7f0b51-0c4b-4a7e-9c1c-2b4b7a1c9d10}');
    end;
}
