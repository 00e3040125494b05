namespace Guestmail.BusinessCentral;

/// <summary>What everybody needs who sends; it comes with Business Central's own set for sending email.</summary>
permissionset 50101 "GML Use"
{
    Access = Public;
    Assignable = true;
    Caption = 'Guestmail - Use';

    IncludedPermissionSets = "GML Objects";

    Permissions = tabledata "GML Account" = r,
                  tabledata "GML Leaver" = ri,
                  tabledata "GML Repeated Message" = rimd,
                  tabledata "GML Sender State" = rimd,
                  tabledata "GML Setup" = r;
}
