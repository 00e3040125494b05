namespace Guestmail.BusinessCentral;

using System.Email;

pageextension 50100 "GML Email Outbox" extends "Email Outbox"
{
    actions
    {
        addlast(Processing)
        {
            action("GML Check")
            {
                ApplicationArea = All;
                Caption = 'Check / send again anyway';
                Image = Questionaire;
                ToolTip = 'Ask the connector what became of the email. Where nobody knows whether it was sent, decide whether to send it again.';

                trigger OnAction()
                var
                    OutboxCheck: Codeunit "GML Outbox Check";
                begin
                    OutboxCheck.Check(Rec);
                    CurrPage.Update(false);
                end;
            }
        }
    }
}
