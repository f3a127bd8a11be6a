using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding.Edges;

namespace Sluis.Core.Understanding;

/// <summary>
/// <c>external_links</c> name containers of other projects: where one is part of the platform, the link is as any other.
/// https://docs.docker.com/reference/compose-file/services/#external_links
/// </summary>
internal static class ExternalLinks
{
    public static void Resolve(List<PlatformService> services, Findings findings)
    {
        NameIndex? names = null;
        for (var i = 0; i < services.Count; i++)
        {
            var service = services[i];
            if (service.ExternalLinks.IsEmpty)
                continue;
            names ??= new(services.ToEquatableArray());
            var links = new List<Link>(service.Links);
            foreach (var (container, alias, at) in service.ExternalLinks)
                if (names.Find(container) is { } target && target != service.Key)
                    links.Add(new(target, alias));
                else
                    findings.Add(HostDiagnostics.LinkToStranger(at, service.Key, container, alias));
            services[i] = service with { Links = links.ToEquatableArray() };
        }
    }
}
