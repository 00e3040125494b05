namespace Guestmail.BusinessCentral;

using System.Security.AccessControl;

/// <summary>Where the connector is, and as which application this environment calls it. Test tries all of it.</summary>
page 50100 "GML Setup"
{
    AboutText = 'People send email from their own mailbox, also as guests of this organisation. Each of them connects it once.';
    AboutTitle = 'About Guestmail';
    ApplicationArea = All;
    Caption = 'Guestmail Setup';
    DeleteAllowed = false;
    InsertAllowed = false;
    PageType = Card;
    Permissions = tabledata "GML Setup" = rim,
                  tabledata "GML Leaver" = r;
    SourceTable = "GML Setup";
    UsageCategory = Administration;

    layout
    {
        area(Content)
        {
            group(Connector)
            {
                Caption = 'Connector';
                InstructionalText = 'The operator of the connector gives you these. The application needs the app roles Mail.Send.AsUser and Senders.Manage. A sandbox needs an application of its own: in a copy of an environment its client ID and client secret are missing on purpose.';

                field("API Address"; Rec."API Address")
                {
                    ShowMandatory = true;
                }
                field("API Client Id"; Rec."API Client Id")
                {
                    ShowMandatory = true;
                }
                field("Client Id"; Rec."Client Id")
                {
                    ShowMandatory = true;
                }
                field(ClientSecret; SecretState)
                {
                    Caption = 'Client secret';
                    Editable = false;
                    ShowMandatory = true;
                    ToolTip = 'Specifies whether the client secret is stored. Choose it to enter another one; nobody can read it again.';

                    trigger OnDrillDown()
                    var
                        PasswordDialog: Codeunit "Password Dialog Management";
                        ClientSecret: SecretText;
                    begin
                        ClientSecret := PasswordDialog.OpenSecretPasswordDialog(true, true);
                        if not ClientSecret.IsEmpty() then
                            Secret.Store(ClientSecret);
                        ShowSecretState();
                    end;
                }
            }
            group(OffBoarding)
            {
                Caption = 'Off-boarding';

                field(Leavers; LeaverCount)
                {
                    Caption = 'Mailboxes still to be disconnected';
                    Editable = false;
                    ToolTip = 'Specifies how many users were disabled or removed and still have a connected mailbox.';
                }
            }
        }
    }

    actions
    {
        area(Processing)
        {
            action(Test)
            {
                Caption = 'Test';
                Image = TestReport;
                ToolTip = 'Ask the connector with these settings. Nothing is sent.';

                trigger OnAction()
                var
                    TempSenderState: Record "GML Sender State" temporary;
                    Senders: Codeunit "GML Senders";
                begin
                    CurrPage.SaveRecord();
                    Senders.List(TempSenderState);
                    Message(WorksMsg, TempSenderState.Count());
                end;
            }
            action(ConnectedMailboxes)
            {
                Caption = 'Mailboxes';
                Image = ContactPerson;
                RunObject = page "GML Senders";
                ToolTip = 'See who has connected a mailbox, and what keeps one from sending.';
            }
            action(DisconnectLeavers)
            {
                Caption = 'Disconnect leavers now';
                Image = Delete;
                ToolTip = 'Disconnect the mailboxes of users who were disabled or removed. It happens by itself, unless the connector did not answer.';

                trigger OnAction()
                var
                    OffBoarding: Codeunit "GML Off-boarding";
                begin
                    OffBoarding.DisconnectLeavers();
                    CountLeavers();
                end;
            }
        }
        area(Promoted)
        {
            actionref(TestPromoted; Test)
            {
            }
            actionref(ConnectedMailboxesPromoted; ConnectedMailboxes)
            {
            }
        }
    }

    trigger OnOpenPage()
    begin
        if not Rec.Get() then
            Rec.Insert();
        ShowSecretState();
        CountLeavers();
    end;

    var
        Secret: Codeunit "GML Secret";
        SecretState: Text;
        LeaverCount: Integer;
        StoredTxt: Label 'Stored';
        MissingTxt: Label 'Not stored yet';
        WorksMsg: Label 'The connector answers. Mailboxes that it knows: %1', Comment = '%1 = number';

    local procedure ShowSecretState()
    begin
        SecretState := MissingTxt;
        if Secret.Exists() then
            SecretState := StoredTxt;
    end;

    local procedure CountLeavers()
    var
        Leaver: Record "GML Leaver";
    begin
        LeaverCount := Leaver.Count();
    end;
}
