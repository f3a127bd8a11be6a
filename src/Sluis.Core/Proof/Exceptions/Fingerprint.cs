using System.Security.Cryptography;
using System.Text;
using Sluis.Core.Diagnostics;

namespace Sluis.Core.Proof.Exceptions;

/// <summary>
/// What makes a finding the same one in the next run, though lines above it were added: code, object, field, file and message,
/// not line and column. 128 bits in hexadecimal.
/// </summary>
public static class Fingerprint
{
    public static string Of(Diagnostic finding)
    {
        var bytes = Encoding.UTF8.GetBytes($"{finding.Code}\0{finding.Object}\0{finding.Field}\0{finding.At.File}\0{finding.Message}");
        return Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
    }
}
