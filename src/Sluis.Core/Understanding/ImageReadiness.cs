using Sluis.Core.Platform;
using Sluis.Core.Understanding.Catalogue;

namespace Sluis.Core.Understanding;

/// <summary>
/// Where an image of the catalogue tells that it is ready, for services without a health check of their own. Only where nothing
/// in the service looks as if it moved the port, the path or the protocol: a probe that cannot succeed is worse than none.
/// </summary>
internal static class ImageReadiness
{
    private static readonly string[] Movers = ["PORT", "PREFIX", "SUB_PATH", "SUBPATH", "BASE_PATH", "BASE_URL", "EXTERNAL-URL", "EXTERNAL_URL", "ROUTE", "TLS", "SSL", "CERT", "WEB.CONFIG", "LISTEN", "HTTPS"];

    public static HttpReadiness? Of(PlatformService service)
    {
        if (service.Image is not { } image || service.Build is not null || ImageCatalogue.Find(image.Repository) is not { ReadyPath: { } path, Port: var port }
            || service.Entrypoint is not null)
            return null;
        foreach (var variable in service.Environment)
            if (Moves(variable.Name))
                return null;
        foreach (var argument in service.Command ?? [])
            if (argument.Literal is not { } text || Moves(text))
                return null;
        return new(port, path);
    }

    private static bool Moves(string text)
    {
        foreach (var word in Movers)
            if (text.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
