namespace Guestmail.BusinessCentral;

/// <summary>What an administrator needs for setup, accounts and off-boarding. The pages that change what others use are in this set alone.</summary>
permissionset 50102 "GML Admin"
{
    Access = Public;
    Assignable = true;
    Caption = 'Guestmail - Administration';

    IncludedPermissionSets = "GML Use";

    Permissions = page "GML Account Wizard" = X,
                  page "GML Senders" = X,
                  page "GML Setup" = X,
                  tabledata "GML Account" = imd,
                  tabledata "GML Leaver" = md,
                  tabledata "GML Setup" = imd;
}
