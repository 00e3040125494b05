namespace Guestmail.BusinessCentral;

/// <summary>Asks the connector for the connections of mailboxes, disconnects one, and has one send itself a test email.</summary>
codeunit 50114 "GML Senders"
{
    Access = Internal;
    Permissions = tabledata "GML Setup" = r;

    var
        Client: Codeunit "GML Client";
        ReadErr: Label 'The connections could not be read. %1', Comment = '%1 = what happened and what to do';
        TestErr: Label 'The test email was not sent. %1', Comment = '%1 = what happened and what to do';
        DisconnectErr: Label 'The mailbox was not disconnected. %1', Comment = '%1 = what happened and what to do';
        ConnectedTxt: Label 'Connected';
        ReconsentTxt: Label 'Has to be connected again';
        DisconnectedTxt: Label 'Disconnected';
        NeverConnectedTxt: Label 'Never connected';
        ConnectedTok: Label 'connected', Locked = true;
        SentTok: Label 'sent', Locked = true;

    procedure SetClient(NewClient: Codeunit "GML Client")
    begin
        Client := NewClient;
    end;

    /// <summary>One that the connector does not know has never connected.</summary>
    procedure Find(Sender: Text; var SenderState: Record "GML Sender State" temporary)
    var
        Setup: Record "GML Setup";
        Answer: Codeunit "GML Answer";
        Body: JsonObject;
    begin
        SenderState.Reset();
        SenderState.DeleteAll();
        Body.Add('sender', Sender);
        Answer := Client.Post('/senders/find', Body, '');
        case Answer.GetStatus() of
            200:
                Insert(Answer.GetBody(), SenderState);
            404:
                begin
                    Setup.GetComplete();
                    SenderState.Init();
                    SenderState."Sender Id" := '';
                    SenderState."User Principal Name" := CopyStr(Sender, 1, MaxStrLen(SenderState."User Principal Name"));
                    SenderState.Status := NeverConnectedTxt;
                    SenderState."Consent URL" := CopyStr(Setup."API Address" + '/authorize', 1, MaxStrLen(SenderState."Consent URL"));
                    SenderState.Insert();
                end;
            else
                Error(ReadErr, Answer.Explain());
        end;
    end;

    /// <summary>All of this organisation, page by page.</summary>
    procedure List(var SenderState: Record "GML Sender State" temporary)
    var
        Answer: Codeunit "GML Answer";
        Values: JsonToken;
        Value: JsonToken;
        Path: Text;
    begin
        SenderState.Reset();
        SenderState.DeleteAll();
        Path := '/senders?top=100';
        repeat
            Answer := Client.Get(Path);
            if not Answer.IsSuccess() then
                Error(ReadErr, Answer.Explain());
            Answer.GetBody().Get('value', Values);
            foreach Value in Values.AsArray() do
                Insert(Value.AsObject(), SenderState);
            Path := GetPath(Answer.GetText('nextLink'));
        until Path = '';
    end;

    procedure Disconnect(SenderId: Text)
    var
        Answer: Codeunit "GML Answer";
    begin
        Answer := Client.Delete('/senders/' + SenderId);
        if not Answer.IsSuccess() then
            Error(DisconnectErr, Answer.Explain());
    end;

    procedure SendTest(SenderId: Text)
    var
        Answer: Codeunit "GML Answer";
        NoMembers: JsonObject;
    begin
        Answer := Client.Post('/senders/' + SenderId + '/test', NoMembers, '');
        if not (Answer.IsSuccess() and (Answer.GetText('status') = SentTok)) then
            Error(TestErr, Answer.Explain());
    end;

    local procedure Insert(Sender: JsonObject; var SenderState: Record "GML Sender State" temporary)
    begin
        SenderState.Init();
        SenderState."Sender Id" := CopyStr(GetText(Sender, 'id'), 1, MaxStrLen(SenderState."Sender Id"));
        SenderState."User Principal Name" := CopyStr(GetText(Sender, 'userPrincipalName'), 1, MaxStrLen(SenderState."User Principal Name"));
        SenderState.Mailbox := CopyStr(GetText(Sender, 'mailbox'), 1, MaxStrLen(SenderState.Mailbox));
        SenderState."Is Connected" := GetText(Sender, 'status') = ConnectedTok;
        SenderState.Status := CopyStr(DescribeStatus(GetText(Sender, 'status')), 1, MaxStrLen(SenderState.Status));
        SenderState.Problem := CopyStr(GetText(Sender, 'problem.detail'), 1, MaxStrLen(SenderState.Problem));
        SenderState."Consent URL" := CopyStr(GetText(Sender, 'consentUrl'), 1, MaxStrLen(SenderState."Consent URL"));
        SenderState.Insert();
    end;

    /// <summary>One that is not known here is shown as the connector names it.</summary>
    local procedure DescribeStatus(Status: Text): Text
    begin
        case Status of
            ConnectedTok:
                exit(ConnectedTxt);
            'reconsent_required':
                exit(ReconsentTxt);
            'disconnected':
                exit(DisconnectedTxt);
            else
                exit(Status);
        end;
    end;

    local procedure GetText(Source: JsonObject; Path: Text): Text
    var
        Token: JsonToken;
    begin
        if not Source.SelectToken(Path, Token) then
            exit('');
        if Token.IsValue() and not Token.AsValue().IsNull() then
            exit(Token.AsValue().AsText());
    end;

    /// <summary>What follows the API address, whatever name the connector has from outside.</summary>
    local procedure GetPath(NextLink: Text): Text
    var
        Position: Integer;
    begin
        Position := NextLink.IndexOf('/senders?');
        if Position = 0 then
            exit('');
        exit(NextLink.Substring(Position));
    end;
}
