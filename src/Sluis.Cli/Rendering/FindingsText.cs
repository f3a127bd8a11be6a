using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Rendering;

/// <summary>Findings for people: <c>file:line:column: severity CODE: message</c>, and the fix below it.</summary>
internal static class FindingsText
{
    public static void Write(IWorld world, IReadOnlyList<Diagnostic> findings, Severity least = Severity.Warning)
    {
        foreach (var finding in findings)
        {
            if (finding.Severity < least)
                continue;
            var word = finding.Severity.ToString().ToLowerInvariant();
            if (world.Colour)
                word = $"\u001b[{(finding.Severity == Severity.Error ? 31 : finding.Severity == Severity.Warning ? 33 : 36)}m{word}\u001b[0m";
            var place = finding.At.IsNone ? "" : finding.At + ": ";
            world.Error.WriteLine($"{place}{word} {finding.Code}: {finding.Message}");
            if (finding.Fix is not null)
                world.Error.WriteLine($"    {finding.Fix}");
        }
    }
}
