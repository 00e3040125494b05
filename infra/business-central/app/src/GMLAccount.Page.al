namespace Guestmail.BusinessCentral;

/// <summary>One account, and the connection of the mailbox that it sends from for whoever looks.</summary>
page 50102 "GML Account"
{
    Caption = 'Guestmail Account';
    Extensible = false;
    InsertAllowed = false;
    DeleteAllowed = false;
    PageType = Card;
    Permissions = tabledata "GML Account" = r;
    SourceTable = "GML Account";

    layout
    {
        area(Content)
        {
            group(General)
            {
                Caption = 'General';

                field(Name; Rec.Name)
                {
                    ApplicationArea = All;
                }
                field("Sender Kind"; Rec."Sender Kind")
                {
                    ApplicationArea = All;
                    Editable = false;
                }
                field(Address; Rec.Address)
                {
                    ApplicationArea = All;
                    Editable = false;
                }
            }
            group(Mailbox)
            {
                Caption = 'My mailbox';
                InstructionalText = 'Open the page, sign in with the account that you use here, then with the account of your mailbox. Come back and choose Refresh.';

                field(Status; TempSenderState.Status)
                {
                    ApplicationArea = All;
                    Caption = 'State';
                    Editable = false;
                    ToolTip = 'Specifies whether the mailbox is connected, or what ended the connection.';
                }
                field(ConnectedMailbox; TempSenderState.Mailbox)
                {
                    ApplicationArea = All;
                    Caption = 'Mailbox';
                    Editable = false;
                    ToolTip = 'Specifies the mailbox that is connected.';
                }
                field(Problem; TempSenderState.Problem)
                {
                    ApplicationArea = All;
                    Caption = 'Problem';
                    Editable = false;
                    MultiLine = true;
                    ToolTip = 'Specifies what keeps the mailbox from sending, and what to do about it.';
                }
                field(ConsentUrl; TempSenderState."Consent URL")
                {
                    ApplicationArea = All;
                    Caption = 'Connect my mailbox';
                    Editable = false;
                    ExtendedDatatype = URL;
                    ToolTip = 'Specifies the page on which everybody connects their own mailbox. It is the same for all, and may be passed on.';
                }
            }
        }
    }

    actions
    {
        area(Processing)
        {
            action(RefreshState)
            {
                ApplicationArea = All;
                Caption = 'Refresh';
                Image = Refresh;
                ToolTip = 'Ask the connector for the state of the mailbox.';

                trigger OnAction()
                begin
                    ReadState();
                end;
            }
            action(SendTest)
            {
                ApplicationArea = All;
                Caption = 'Send a test email';
                Enabled = IsConnected and MayManage;
                Image = SendMail;
                ToolTip = 'Have the mailbox send an email to itself.';

                trigger OnAction()
                begin
                    Senders.SendTest(TempSenderState."Sender Id");
                    Message(TestSentMsg, TempSenderState.Mailbox);
                end;
            }
            action(Disconnect)
            {
                ApplicationArea = All;
                Caption = 'Disconnect';
                Enabled = IsConnected and MayManage;
                Image = UnLinkAccount;
                ToolTip = 'End the connection. The connector deletes what it needs to send from the mailbox.';

                trigger OnAction()
                begin
                    if not Confirm(DisconnectQst, false, TempSenderState.Mailbox) then
                        exit;
                    Senders.Disconnect(TempSenderState."Sender Id");
                    ReadState();
                end;
            }
        }
        area(Promoted)
        {
            actionref(RefreshStatePromoted; RefreshState)
            {
            }
            actionref(SendTestPromoted; SendTest)
            {
            }
        }
    }

    trigger OnOpenPage()
    begin
        // The mailbox of the one person is not that of whoever looks.
        MayManage := (Rec."Sender Kind" <> Rec."Sender Kind"::"Fixed Person") or Rec.WritePermission();
        ReadState();
    end;

    var
        TempSenderState: Record "GML Sender State" temporary;
        Senders: Codeunit "GML Senders";
        IsConnected: Boolean;
        MayManage: Boolean;
        TestSentMsg: Label 'A test email is in the mailbox %1.', Comment = '%1 = address';
        DisconnectQst: Label 'Disconnect %1? Nothing is sent from it any more until it is connected again.', Comment = '%1 = address';

    /// <summary>Whoever has no mailbox here sees why, and the account all the same.</summary>
    local procedure ReadState()
    begin
        if not TryReadState() then begin
            TempSenderState.Init();
            TempSenderState.Problem := CopyStr(GetLastErrorText(), 1, MaxStrLen(TempSenderState.Problem));
        end;
        IsConnected := TempSenderState."Is Connected";
    end;

    [TryFunction]
    local procedure TryReadState()
    var
        GMLSend: Codeunit "GML Send";
    begin
        Senders.Find(GMLSend.GetSender(Rec), TempSenderState);
    end;
}
