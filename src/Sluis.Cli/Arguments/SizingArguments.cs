using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning.Sizing;

namespace Sluis.Cli.Arguments;

/// <summary>What is known of the old host and of the machines that may be had.</summary>
internal sealed class SizingArguments
{
    private readonly Option<string?> prices = new("--prices") { Description = "Price table to use in place of the provider's (YAML; docs/sizing.md shows the form)", HelpName = "FILE" };

    public void AddTo(Command command) => command.Options.Add(prices);

    public SizingInputs Read(ParseResult parsed, IWorld world, Findings findings)
    {
        PriceTable? table = null;
        if (parsed.GetValue(prices) is { } named && Content(world, named, "--prices", findings) is var (shown, bytes))
            table = PriceTables.Read(shown, bytes, findings);
        return new() { Prices = table };
    }

    private static (string Shown, byte[] Content)? Content(IWorld world, string named, string option, Findings findings)
    {
        var path = Path.GetFullPath(named, world.Sources.WorkingDirectory);
        var read = world.Sources.Read(path);
        if (read.Content is { } bytes)
            return (IntentArguments.Shown(world, path), bytes);
        findings.Add(ToolDiagnostics.NoFile(IntentArguments.Shown(world, path), option, read.Failure ?? "it cannot be read"));
        return null;
    }
}
