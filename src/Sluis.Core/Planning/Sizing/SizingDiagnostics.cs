using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning.Sizing;

internal static class SizingDiagnostics
{
    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL3201", Severity.Warning, "A line of observed usage that cannot be read", "The line gives no figure. The others count, and a service without figures keeps its usual size.", "Export again with docker stats --format json, or from Prometheus with query_range.", "https://docs.docker.com/reference/cli/docker/container/stats/"),
        new("SL3202", Severity.Warning, "A file of observed usage without a figure", "Nothing in the file is a container's CPU or memory, so no size follows from it.", "Export with docker stats --format json, from Prometheus with query_range, or as CSV with the columns name, cpu and memory.", "https://prometheus.io/docs/prometheus/latest/querying/api/"),
        new("SL3203", Severity.Warning, "Usage of a container that is no service", "The container's name is that of no service of the platform, so its figures are not used.", "Nothing, if the container is not part of the platform; else name it as Compose does: project-service-1."),
        new("SL3204", Severity.Warning, "A memory limit below what was observed", "The service used more memory than its stated limit allows in the cluster; there it is killed when it does so again.", "Raise memoryLimit under services in sluis.yaml, or the limit in Compose.", "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/"),
        new("SL3205", Severity.Error, "A price table of the wrong form", "A table with a gap or a mistyped figure would give a wrong sum.", "Write the table like those of the program; docs/sizing.md shows the form."),
        new("SL3206", Severity.Warning, "A Pod that fits on no node", "The Pod asks more than any node of the table leaves after what the system keeps, so it would wait for ever.", "Lower its requests, or name a larger machine with --prices.", "https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/"),
        new("SL3207", Severity.Error, "A node shape that the price table does not have", "The cluster cannot be sized with a machine that is not known.", "Write one of the names listed, or add the machine to a table of your own with --prices."),
    ];

    public static Diagnostic BadLine(SourceSpan at, string why) => new(
        "SL3201", Severity.Warning, at, $"This line gives no usage: {why}.", "Export again with docker stats --format json, or correct the line.");

    public static Diagnostic NoFigures(string file) => new(
        "SL3202", Severity.Warning, SourceSpan.StartOf(file), "No container's CPU or memory is in this file.",
        "Export with docker stats --format json, from Prometheus with query_range, or as CSV with the columns name, cpu and memory.");

    public static Diagnostic NoService(SourceSpan at, string name) => new(
        "SL3203", Severity.Warning, at, $"\"{name}\" is no service of the platform; its usage is not used.", "Nothing, if it is not part of the platform; else name it as Compose does: project-service-1.");

    public static Diagnostic LimitBelowPeak(PlatformService service, string limit, string peak) => new(
        "SL3204", Severity.Warning, service.At, $"{service.Key} was seen with {peak} of memory, and its stated limit is {limit}.",
        $"Raise services.{service.Key}.memoryLimit in sluis.yaml, or the limit in Compose.");

    public static Diagnostic BadTable(SourceSpan at, string what) => new(
        "SL3205", Severity.Error, at, $"In this price table {what}.", "Write the table like those of the program; docs/sizing.md shows the form.");

    public static Diagnostic FitsNowhere(PlatformService service, string needs, string largest) => new(
        "SL3206", Severity.Warning, service.At, $"A Pod of {service.Key} asks {needs}, more than any node leaves; the largest is {largest}.",
        "Lower its requests, or name a larger machine with --prices.");

    public static Diagnostic UnknownShape(SourceSpan at, string name, IReadOnlyList<string> names, string? near) => new(
        "SL3207", Severity.Error, at, $"\"{name}\" is no node shape of the price table.",
        near is null ? $"Write one of {string.Join(", ", names)}." : $"Did you mean \"{near}\"? The shapes are {string.Join(", ", names)}.");
}
