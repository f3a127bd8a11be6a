using k8s.Models;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Emit.Kubernetes;

internal sealed record Probes(V1Probe? Startup, V1Probe? Readiness, V1Probe? Liveness);

/// <summary>
/// Health checks keep their meaning: shell form through a shell, exec form as given, curl and wget to this container as an HTTP
/// check. Docker's defaults where the file is silent: https://docs.docker.com/reference/dockerfile/#healthcheck.
/// </summary>
internal static class ProbeEmitter
{
    private const int IntervalSeconds = 30;
    private const int TimeoutSeconds = 30;
    private const int Retries = 3;

    public static Probes Of(PlatformService service)
    {
        if (service.HealthCheck is not { Test: { } test } check || test is HealthTest.Disabled)
            return Standard(service);
        var period = Seconds(check.Interval, IntervalSeconds);
        var readiness = Action(test);
        readiness.PeriodSeconds = period;
        readiness.TimeoutSeconds = Math.Min(Seconds(check.Timeout, TimeoutSeconds), Math.Max(period, 1) * 3);
        readiness.FailureThreshold = check.Retries ?? Retries;

        // Restarting is graver than taking out of the balance: it waits for twice as many failures.
        var liveness = Action(test);
        liveness.PeriodSeconds = period;
        liveness.TimeoutSeconds = readiness.TimeoutSeconds;
        liveness.FailureThreshold = (check.Retries ?? Retries) * 2;

        V1Probe? startup = null;
        if (check.StartPeriod is { } start && start > TimeSpan.Zero)
        {
            startup = Action(test);
            startup.PeriodSeconds = Seconds(check.StartInterval, 5);
            startup.TimeoutSeconds = readiness.TimeoutSeconds;
            startup.FailureThreshold = (int)Math.Ceiling(start.TotalSeconds / (startup.PeriodSeconds ?? 5)) + (check.Retries ?? Retries);
        }
        return new(startup, readiness, liveness);
    }

    /// <summary>Compose says nothing: a service that listens is ready when its port opens.</summary>
    private static Probes Standard(PlatformService service)
    {
        var port = service.Ports.FirstOrDefault(static p => p.Protocol == TransportProtocol.Tcp);
        if (port is null || service.HealthCheck?.Test is HealthTest.Disabled || service.Role == ServiceRole.Job)
            return new(null, null, null);
        return new(null, new V1Probe { TcpSocket = new() { Port = port.Name }, PeriodSeconds = 10, TimeoutSeconds = 5, FailureThreshold = 3 }, null);
    }

    private static int Seconds(TimeSpan? span, int standard) => span is { } value ? Math.Max(1, (int)Math.Ceiling(value.TotalSeconds)) : standard;

    private static V1Probe Action(HealthTest test)
    {
        var (words, shell) = test switch
        {
            HealthTest.Exec(var arguments) => (arguments.Select(static a => a.ToString()).ToList(), null as SecretText?),
            HealthTest.Shell(var command) => (Words(command), command),
            _ => ([], null),
        };
        if (Http(words) is { } http)
            return new V1Probe { HttpGet = http };
        if (shell is { } line)
            return new V1Probe { Exec = new() { Command = ["/bin/sh", "-c", Expansion.Shell(line)] } };
        var given = ((HealthTest.Exec)test).Arguments;
        return given.Any(static a => a.HasSecret)
            ? new V1Probe { Exec = new() { Command = ["/bin/sh", "-c", string.Join(' ', given.Select(static a => a.HasSecret ? $"\"{Expansion.Shell(a)}\"" : Quote(a.ToString())))] } }
            : new V1Probe { Exec = new() { Command = [.. given.Select(static a => a.ToString())] } };
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(static c => char.IsAsciiLetterOrDigit(c) || "-_./:=,@%+".Contains(c)) ? word : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    /// <summary>A plain command line without operators, less "|| exit 1".</summary>
    private static List<string> Words(SecretText command)
    {
        if (command.Literal is not { } text)
            return [];
        var line = text.Trim();
        foreach (var tail in (ReadOnlySpan<string>)["|| exit 1", "|| exit 0x1", "|| false"])
            if (line.EndsWith(tail, StringComparison.Ordinal))
                line = line[..^tail.Length].TrimEnd();
        foreach (var noise in (ReadOnlySpan<string>)["> /dev/null 2>&1", ">/dev/null 2>&1", "2>/dev/null", ">/dev/null", "> /dev/null"])
            line = line.Replace(noise, "", StringComparison.Ordinal).TrimEnd();
        return line.AsSpan().ContainsAny("|&;$`<>(){}") ? [] : [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static w => w.Trim('\'', '"'))];
    }

    private static V1HTTPGetAction? Http(List<string> words)
    {
        if (words.Count < 2 || words[0] is not ("curl" or "wget"))
            return null;
        var headers = new List<V1HTTPHeader>();
        string? address = null;
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word is "-H" or "--header" && i + 1 < words.Count && words[i + 1].Split(':', 2) is [var name, var value])
            {
                headers.Add(new() { Name = name.Trim(), Value = value.Trim() });
                i++;
            }
            else if (word is "-o" or "-O" or "--output" or "-m" or "--max-time" or "-T" or "--timeout" or "-t" or "--tries" or "--connect-timeout" or "--retry" && !(words[0] == "wget" && word == "-O" && i + 1 < words.Count && words[i + 1].Contains("://", StringComparison.Ordinal)))
                i++;
            else if (word is "-X" or "-d" or "--data" or "-u" or "--user" or "-k" or "--insecure" or "--cacert" || word.StartsWith("--post", StringComparison.Ordinal))
                return null;
            else if (!word.StartsWith('-'))
                address = word;
        }
        if (address is null)
            return null;
        if (!address.Contains("://", StringComparison.Ordinal))
            address = "http://" + address;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host is not ("localhost" or "127.0.0.1" or "0.0.0.0" or "[::1]") || uri.Scheme is not ("http" or "https"))
            return null;
        return new V1HTTPGetAction
        {
            Path = uri.PathAndQuery,
            Port = uri.Port,
            Scheme = uri.Scheme == "https" ? "HTTPS" : null,
            HttpHeaders = headers.Count > 0 ? headers : null,
        };
    }
}
