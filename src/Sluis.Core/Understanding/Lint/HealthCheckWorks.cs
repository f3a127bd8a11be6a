using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Understanding.Catalogue;
using Sluis.Core.Understanding.Edges;

namespace Sluis.Core.Understanding.Lint;

/// <summary>Health checks that fail, or pass, whatever the service does.</summary>
internal sealed class HealthCheckWorks : ILintRule
{
    private static readonly string[] Operators = ["||", "&&", "|", ";", ">", "2>&1"];

    public void Check(PlatformModel model, Findings findings)
    {
        foreach (var service in model.Services)
        {
            if (service.HealthCheck is not { Test: { } test } check)
                continue;
            var text = test switch
            {
                HealthTest.Exec(var arguments) => string.Join(' ', arguments.Select(static a => a.ToString())),
                HealthTest.Shell(var command) => command.ToString(),
                _ => "",
            };
            if (text.Length == 0)
                continue;
            Program(service, check, text, findings);
            if (test is HealthTest.Exec(var words) && !Shell(words[0].ToString()))
                foreach (var word in words)
                    if (Operators.Contains(word.Literal))
                    {
                        findings.Add(LintDiagnostics.CheckWithOperators(check.At, service.Key, word.Literal ?? ""));
                        break;
                    }
            Port(service, check, text, findings);
            if (text.Contains("redis-cli", StringComparison.Ordinal) && text.Contains("ping", StringComparison.OrdinalIgnoreCase) && RedisPassword.IsGuarded(service)
                && !text.Contains(" -a", StringComparison.Ordinal) && !text.Contains("--pass", StringComparison.Ordinal) && !text.Contains("AUTH", StringComparison.OrdinalIgnoreCase)
                && !service.Environment.Any(static v => v.Name == "REDISCLI_AUTH"))
                findings.Add(LintDiagnostics.CheckWithoutPassword(check.At, service.Key));
        }
    }

    private static bool Shell(string program) => program is "sh" or "bash" or "ash" || program.EndsWith("/sh", StringComparison.Ordinal) || program.EndsWith("/bash", StringComparison.Ordinal);

    private static void Program(PlatformService service, HealthCheck check, string text, Findings findings)
    {
        if (service is { Build: null, Image: { } image } && ImageCatalogue.Find(image.Repository) is { HasCurl: false }
            && (text.StartsWith("curl ", StringComparison.Ordinal) || text.Contains(" curl ", StringComparison.Ordinal) || text.Contains("/curl ", StringComparison.Ordinal)))
            findings.Add(UnderstandingDiagnostics.NoProgram(check.At, service.Key, "curl"));
    }

    /// <summary>Only where the file itself says which ports there are; an image may listen on more than is known of it.</summary>
    private static void Port(PlatformService service, HealthCheck check, string text, Findings findings)
    {
        if (service.CatalogueId is not null || !service.Ports.Any(static p => p.Evidence is "published" or "exposed" or "route"))
            return;
        foreach (var endpoint in Endpoints.In(text))
            if (endpoint is { Port: { } port, Host: "localhost" or "127.0.0.1" } && !service.Ports.Any(p => p.Number == port)
                && !service.Environment.Any(v => v.Name.EndsWith("PORT", StringComparison.OrdinalIgnoreCase) && v.Value?.Literal == port.ToString(System.Globalization.CultureInfo.InvariantCulture)))
                findings.Add(LintDiagnostics.CheckOnOtherPort(check.At, service.Key, port));
    }
}
