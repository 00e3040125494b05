namespace Guestmail.BusinessCentral;

using System.Email;

/// <summary>An email account: who it sends as. Business Central maps its email scenarios to accounts.</summary>
table 50101 "GML Account"
{
    Access = Internal;
    Caption = 'Guestmail Account';
    DataClassification = CustomerContent;

    fields
    {
        field(1; Id; Guid)
        {
            Caption = 'ID';
            DataClassification = SystemMetadata;
        }
        field(2; Name; Text[250])
        {
            Caption = 'Name';
            DataClassification = CustomerContent;
            NotBlank = true;
            ToolTip = 'Specifies the name of the account as the list of email accounts shows it.';
        }
        field(3; "Sender Kind"; Enum "GML Sender Kind")
        {
            Caption = 'Sends as';
            DataClassification = CustomerContent;
            ToolTip = 'Specifies who this account sends as.';
        }
        field(4; Address; Text[250])
        {
            Caption = 'Address';
            DataClassification = EndUserIdentifiableInformation;
            ToolTip = 'Specifies the address of the one person or of the shared mailbox. It is empty where whoever sends is the sender.';

            trigger OnValidate()
            var
                EmailAccount: Codeunit "Email Account";
            begin
                EmailAccount.ValidateEmailAddress(Rec.Address, true);
            end;
        }
    }

    keys
    {
        key(PK; Id)
        {
            Clustered = true;
        }
    }

    var
        NoNameErr: Label 'Give the account a name.';
        NoAddressErr: Label 'Enter the address that this account sends from.';

    procedure CheckComplete()
    begin
        if Rec.Name = '' then
            Error(NoNameErr);
        if (Rec.Address = '') and (Rec."Sender Kind" <> Rec."Sender Kind"::"Acting Person") then
            Error(NoAddressErr);
    end;
}
