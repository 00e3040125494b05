namespace Guestmail.BusinessCentral;

/// <summary>Who has connected a mailbox, as the connector tells it now.</summary>
page 50103 "GML Senders"
{
    ApplicationArea = All;
    Caption = 'Guestmail Mailboxes';
    DeleteAllowed = false;
    Editable = false;
    InsertAllowed = false;
    PageType = List;
    SourceTable = "GML Sender State";
    SourceTableTemporary = true;
    UsageCategory = Lists;

    layout
    {
        area(Content)
        {
            repeater(Senders)
            {
                field("User Principal Name"; Rec."User Principal Name")
                {
                }
                field(Mailbox; Rec.Mailbox)
                {
                }
                field(Status; Rec.Status)
                {
                }
                field(Problem; Rec.Problem)
                {
                }
                field("Consent URL"; Rec."Consent URL")
                {
                }
            }
        }
    }

    actions
    {
        area(Processing)
        {
            action(RefreshList)
            {
                Caption = 'Refresh';
                Image = Refresh;
                ToolTip = 'Ask the connector again.';

                trigger OnAction()
                begin
                    ReadList();
                end;
            }
            action(Disconnect)
            {
                Caption = 'Disconnect';
                Image = UnLinkAccount;
                ToolTip = 'End the connection of this mailbox. The connector deletes what it needs to send from it.';

                trigger OnAction()
                var
                    GMLSenders: Codeunit "GML Senders";
                begin
                    if not Confirm(DisconnectQst, false, Rec.Mailbox) then
                        exit;
                    GMLSenders.Disconnect(Rec."Sender Id");
                    ReadList();
                end;
            }
        }
        area(Promoted)
        {
            actionref(RefreshListPromoted; RefreshList)
            {
            }
        }
    }

    trigger OnOpenPage()
    begin
        ReadList();
    end;

    var
        DisconnectQst: Label 'Disconnect %1? Nothing is sent from it any more until it is connected again.', Comment = '%1 = address';

    local procedure ReadList()
    var
        GMLSenders: Codeunit "GML Senders";
    begin
        GMLSenders.List(Rec);
        if Rec.FindFirst() then;
    end;
}
