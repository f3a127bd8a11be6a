using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Understanding;

/// <summary>Adds ports with names that are unique in a service and legal (at most 15 characters of a DNS label).</summary>
internal static class ServicePorts
{
    public static EquatableArray<ServicePort> With(
        EquatableArray<ServicePort> ports, IEnumerable<int> numbers, string? appProtocol, string evidence, TransportProtocol protocol = TransportProtocol.Tcp)
    {
        List<ServicePort>? more = null;
        foreach (var number in numbers)
        {
            if (number is < 1 or > 65535 || (more ?? ports as IEnumerable<ServicePort>).Any(p => p.Number == number && p.Protocol == protocol))
                continue;
            more ??= [.. ports];
            more.Add(new(number, protocol, "", appProtocol ?? Guess(number), evidence));
        }
        return more is null ? ports : Named(more);
    }

    private static EquatableArray<ServicePort> Named(List<ServicePort> ports)
    {
        ports.Sort(static (a, b) => a.Number != b.Number ? a.Number.CompareTo(b.Number) : a.Protocol.CompareTo(b.Protocol));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var first = ports.GroupBy(static p => p.AppProtocol).ToDictionary(static g => g.Key ?? "", static g => g.Count());
        return ports.Select(p =>
        {
            var word = p.AppProtocol ?? p.Protocol.ToString().ToLowerInvariant();
            var name = first[p.AppProtocol ?? ""] == 1 && p.AppProtocol is not null && taken.Add(word) ? word : $"{word}-{p.Number}";
            if (name.Length > 15)
                name = $"p-{p.Number}";
            while (name != word && !taken.Add(name))
                name = $"{p.Protocol.ToString().ToLowerInvariant()[0]}-{p.Number}";
            return p with { Name = name };
        }).ToEquatableArray();
    }

    private static string? Guess(int port) => port switch
    {
        80 or 3000 or 5000 or 8000 or 8080 or 8081 or 4000 or 9000 => "http",
        443 or 8443 => "https",
        5432 => "postgres",
        3306 => "mysql",
        6379 => "redis",
        27017 => "mongo",
        5672 => "amqp",
        9092 => "kafka",
        50051 or 4317 => "grpc",
        _ => null,
    };
}
