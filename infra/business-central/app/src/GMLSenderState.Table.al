namespace Guestmail.BusinessCentral;

/// <summary>The connection of a mailbox as the connector tells it; it is asked anew each time and kept nowhere.</summary>
table 50103 "GML Sender State"
{
    Access = Internal;
    Caption = 'Guestmail Sender State';
    DataClassification = SystemMetadata;
    TableType = Temporary;

    fields
    {
        field(1; "Sender Id"; Text[50])
        {
            Caption = 'Sender ID';
            DataClassification = SystemMetadata;
        }
        field(2; "User Principal Name"; Text[250])
        {
            Caption = 'User principal name';
            DataClassification = SystemMetadata;
            ToolTip = 'Specifies the name of the person in the tenant of Business Central.';
        }
        field(3; Mailbox; Text[250])
        {
            Caption = 'Mailbox';
            DataClassification = SystemMetadata;
            ToolTip = 'Specifies the mailbox that the person has connected.';
        }
        field(4; Status; Text[50])
        {
            Caption = 'State';
            DataClassification = SystemMetadata;
            ToolTip = 'Specifies whether the mailbox is connected, or what ended the connection.';
        }
        field(5; Problem; Text[2048])
        {
            Caption = 'Problem';
            DataClassification = SystemMetadata;
            ToolTip = 'Specifies what keeps the mailbox from sending, and what to do about it.';
        }
        field(6; "Consent URL"; Text[250])
        {
            Caption = 'Connect my mailbox';
            DataClassification = SystemMetadata;
            ExtendedDatatype = URL;
            ToolTip = 'Specifies the page on which everybody connects their own mailbox. It is the same for all, and may be passed on.';
        }
        field(7; "Is Connected"; Boolean)
        {
            Caption = 'Connected';
            DataClassification = SystemMetadata;
        }
    }

    keys
    {
        key(PK; "Sender Id")
        {
            Clustered = true;
        }
    }
}
