using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;
using Sluis.Core.Planning.Waves;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>What is typed on the day of a wave: before, do, check, back, and who signs.</summary>
internal static class WavePage
{
    public static string Path(Wave wave) => $"docs/waves/wave-{wave.Number.ToString(CultureInfo.InvariantCulture)}.md";

    public static string Write(Crossing crossing, Wave wave)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Wave {wave.Number}\n\n{Crossing.Plural(wave.Steps.Count, "service", "services")} of {crossing.Plan.Name}, from the old host to environment {crossing.Environment}: ")
            .AppendJoin(", ", wave.Steps.Select(static s => s.Service.ToString())).Append(".\n");
        Before(text, crossing, wave);
        BridgeSteps.Write(text, crossing, wave);
        text.Append("\n## Do\n");
        for (var i = 0; i < wave.Steps.Count; i++)
            Service(text, crossing, wave.Steps[i], i + 1);
        text.Append("\n## Sign off\n\nOne after the other, the services of this wave are away for ").Append(Crossing.Duration(crossing.Strategies(wave).Sum(static s => s.Downtime.Seconds)))
            .Append(" together, at most.\n\n| Role | Services | Name | Date |\n| --- | --- | --- | --- |\n");
        foreach (var owner in crossing.Strategies(wave).GroupBy(static s => s.Owner).OrderBy(static g => g.Key, StringComparer.Ordinal))
            text.Append("| ").Append(owner.Key).Append(" | ").AppendJoin(", ", owner.Select(static s => s.Service.ToString())).Append(" | | |\n");
        text.Append("\nWhat was learned:\n");
        return text.ToString();
    }

    private static void Before(StringBuilder text, Crossing crossing, Wave wave)
    {
        var plan = crossing.Plan;
        text.Append("\n## Before\n\nThe commands run at the root of this repository, on a machine with `kubectl` for the cluster and `docker` for the old host (`docker context use`). `OLD_HOST` is the old host's address.\n\n```sh\nexport OLD_HOST=<address>\n");
        if (wave.Number == crossing.Waves.Waves[0].Number)
            text.Append(CultureInfo.InvariantCulture, $"kubectl apply -k platform/namespaces/overlays/{crossing.Environment}\nfor part in platform/*/overlays/{crossing.Environment}; do kubectl apply -k \"$part\"; done\n");
        foreach (var domain in Domains(crossing, wave))
            text.Append("kubectl get namespace ").Append(domain).Append('\n');
        text.Append("```\n\n");
        var data = crossing.Strategies(wave).Sum(static s => s.Data);
        if (data > 0)
            text.Append("- Room for ").Append(Quantities.Format(data)).Append(" in ").Append(Crossing.Plural(wave.Steps.Sum(s => crossing.Workload(s.Service).Volumes.Count(static v => v.OwnsClaim)), "claim", "claims")).Append(", and a backup of each volume below that was restored once.\n");
        var secrets = plan.Secrets.Where(s => wave.Steps.Any(w => w.Service == s.User)).Select(static s => s.Secret).Distinct().Count();
        if (secrets > 0)
            text.Append("- ").Append(Crossing.Plural(secrets, "secret", "secrets")).Append(" of these services handed over as `docs/secrets.md` says.\n");
        var hosts = plan.Platform.Routes.Where(r => wave.Steps.Any(w => w.Service == r.Service)).SelectMany(static r => r.Matches).Select(static m => m.Host).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (hosts.Count > 0)
            text.Append("- The time to live of the DNS records of ").AppendJoin(", ", hosts).Append(" lowered to 60 s, a day ahead.\n");
        foreach (var step in wave.Steps)
            if (crossing.Workload(step.Service) is { Image: var image, Service.Build: not null })
                text.Append("- `").Append(image).Append("` built and pushed (`docker buildx bake`).\n");
    }

    private static IEnumerable<string> Domains(Crossing crossing, Wave wave) => wave.Steps.Select(s => crossing.Workload(s.Service).Namespace).Distinct().Order(StringComparer.Ordinal);

    private static void Service(StringBuilder text, Crossing crossing, WaveStep step, int number)
    {
        var (workload, strategy) = (crossing.Workload(step.Service), crossing.Strategy(step.Service));
        text.Append(CultureInfo.InvariantCulture, $"\n### {number}. {step.Service}: {CutOverText.Name(strategy.Kind)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{Sentence(strategy.Reason)} In this wave because it {Because(step.Reason)}. Downtime: {strategy.Downtime.Sum}. Owner: {strategy.Owner}.\n\n");
        CutOverSteps.Write(text, crossing, workload, strategy);
        text.Append("\nGate:\n\n");
        foreach (var gate in strategy.Gates)
            text.Append("- [ ] ").Append(gate.Measure).Append(": ").Append(gate.Threshold).Append('\n');
        text.Append("\nBack: ").AppendJoin("; ", strategy.Back.Steps).Append(".\n\n```sh\n");
        CutOverSteps.Back(text, crossing, workload, strategy);
        text.Append("```\n\nPoint of no return: ").Append(strategy.Back.NoReturn).Append(".\n");
    }

    private static string Because(string reason) => reason switch
    {
        "nothing waits for it" => "keeps nobody waiting",
        "there is room" => "fits where there is room",
        "sluis.yaml says so" => "is put here by `sluis.yaml`",
        _ => reason,
    };

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text.AsSpan(1)}.";
}
