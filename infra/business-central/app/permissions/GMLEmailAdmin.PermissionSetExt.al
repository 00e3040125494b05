namespace Guestmail.BusinessCentral;

using System.Email;

permissionsetextension 50101 "GML Email Admin" extends "Email - Admin"
{
    IncludedPermissionSets = "GML Admin";
}
