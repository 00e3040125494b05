namespace Guestmail.BusinessCentral;

/// <summary>Registers one account. A second one, with another sender, is registered the same way and mapped to scenarios by Business Central.</summary>
page 50101 "GML Account Wizard"
{
    Caption = 'Set up a Guestmail account';
    Extensible = false;
    PageType = NavigatePage;
    Permissions = tabledata "GML Account" = ri;
    SourceTable = "GML Account";
    SourceTableTemporary = true;

    layout
    {
        area(Content)
        {
            group(Explanation)
            {
                Caption = 'Who sends';
                InstructionalText = 'Guests and members of this organisation send as themselves once they have connected their mailbox. Delegated administrators (GDAP) and applications have no mailbox here: they need an account that sends as one person.';
            }
            group(Account)
            {
                Caption = 'Account';

                field(Name; Rec.Name)
                {
                    ApplicationArea = All;
                    ShowMandatory = true;
                }
                field("Sender Kind"; Rec."Sender Kind")
                {
                    ApplicationArea = All;

                    trigger OnValidate()
                    begin
                        NeedsAddress := Rec."Sender Kind" <> Rec."Sender Kind"::"Acting Person";
                        if not NeedsAddress then
                            Rec.Address := '';
                    end;
                }
                field(Address; Rec.Address)
                {
                    ApplicationArea = All;
                    Enabled = NeedsAddress;
                    ShowMandatory = NeedsAddress;
                }
            }
        }
    }

    actions
    {
        area(Processing)
        {
            action(Setup)
            {
                ApplicationArea = All;
                Caption = 'Setup';
                Image = Setup;
                InFooterBar = true;
                RunObject = page "GML Setup";
                ToolTip = 'Enter where the connector is, and as which application this environment calls it.';
            }
            action(Cancel)
            {
                ApplicationArea = All;
                Caption = 'Cancel';
                Image = Cancel;
                InFooterBar = true;
                ToolTip = 'Close without an account.';

                trigger OnAction()
                begin
                    CurrPage.Close();
                end;
            }
            action(Finish)
            {
                ApplicationArea = All;
                Caption = 'Finish';
                Image = Approve;
                InFooterBar = true;
                ToolTip = 'Add the account.';

                trigger OnAction()
                begin
                    CreateAccount();
                    CurrPage.Close();
                end;
            }
        }
    }

    trigger OnOpenPage()
    begin
        Rec.Init();
        Rec.Id := CreateGuid();
        Rec.Insert();
    end;

    var
        CreatedAccount: Record "GML Account";
        NeedsAddress: Boolean;
        IsCreated: Boolean;

    local procedure CreateAccount()
    var
        Setup: Record "GML Setup";
    begin
        Setup.GetComplete();
        Rec.CheckComplete();
        CreatedAccount := Rec;
        CreatedAccount.Insert();
        IsCreated := true;
    end;

    /// <summary>False where the person closed the page without an account.</summary>
    procedure GetAccount(var Account: Record "GML Account"): Boolean
    begin
        Account := CreatedAccount;
        exit(IsCreated);
    end;
}
