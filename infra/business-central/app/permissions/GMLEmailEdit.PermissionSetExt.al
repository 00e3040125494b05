namespace Guestmail.BusinessCentral;

using System.Email;

permissionsetextension 50100 "GML Email Edit" extends "Email - Edit"
{
    IncludedPermissionSets = "GML Use";
}
