namespace Guestmail.BusinessCentral;

/// <summary>An email that somebody had sent again although nobody knows whether it was sent, and how often: each time under another key.</summary>
table 50102 "GML Repeated Message"
{
    Access = Internal;
    Caption = 'Guestmail Repeated Message';
    DataClassification = SystemMetadata;

    fields
    {
        field(1; "Message Id"; Guid)
        {
            Caption = 'Message ID';
            DataClassification = SystemMetadata;
        }
        field(2; Repetitions; Integer)
        {
            Caption = 'Repetitions';
            DataClassification = SystemMetadata;
        }
    }

    keys
    {
        key(PK; "Message Id")
        {
            Clustered = true;
        }
    }
}
