using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Planning.Sizing.Usage;

namespace Sluis.Cli.Arguments;

/// <summary>What is known of the old host and of the machines that may be had.</summary>
internal sealed class SizingArguments
{
    private readonly Option<string?> prices = new("--prices") { Description = "Price table to use in place of the provider's (YAML; docs/sizing.md shows the form)", HelpName = "FILE" };

    private readonly Option<string[]> usage = new("--usage")
    {
        Description = "What the services were seen to use: docker stats (table or --format json), Prometheus query_range (JSON) or CSV; may be given several times",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(prices);
        command.Options.Add(usage);
    }

    public SizingInputs Read(ParseResult parsed, IWorld world, Findings findings)
    {
        PriceTable? table = null;
        if (parsed.GetValue(prices) is { } named && Content(world, named, "--prices", findings) is var (shown, bytes))
            table = PriceTables.Read(shown, bytes, findings);
        var samples = new UsageSamples();
        foreach (var file in parsed.GetValue(usage) ?? [])
            if (Content(world, file, "--usage", findings) is var (name, content))
                UsageReader.Read(name, content, samples, findings);
        return new() { Prices = table, Usage = samples.ToSeries() };
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
