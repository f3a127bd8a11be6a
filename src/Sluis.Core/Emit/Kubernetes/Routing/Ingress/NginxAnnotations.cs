using System.Globalization;
using Sluis.Core.Emit.Kubernetes.Routing.Traefik;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Kubernetes.Routing.Ingress;

/// <summary>Middlewares as annotations of ingress-nginx. https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/</summary>
internal static class NginxAnnotations
{
    private const string Prefix = "nginx.ingress.kubernetes.io/";

    /// <summary>False: there is no annotation for it.</summary>
    public static bool Add(RoutingModel model, Middleware middleware, Dictionary<string, string> annotations)
    {
        void Set(string name, string value) => annotations[Prefix + name] = value;
        switch (middleware)
        {
            case Middleware.RedirectScheme { Scheme: "https", Port: null or 443 }:
                Set("force-ssl-redirect", "true");
                return true;
            case Middleware.ForwardAuth forward:
                Set("auth-url", TraefikMiddleware.Address(model, forward));
                if (forward.ResponseHeaders.Count > 0)
                    Set("auth-response-headers", string.Join(',', forward.ResponseHeaders));
                return true;
            case Middleware.BasicAuth { UsersFile: null } basic:
                Set("auth-type", "basic");
                Set("auth-secret", RoutingSecrets.NameOf(basic.Name));
                Set("auth-realm", basic.Realm ?? "traefik");
                return true;
            case Middleware.DigestAuth digest:
                Set("auth-type", "digest");
                Set("auth-secret", RoutingSecrets.NameOf(digest.Name));
                return true;
            case Middleware.IpAllowList(var ranges):
                Set("whitelist-source-range", string.Join(',', ranges));
                return true;
            case Middleware.RateLimit(var average, { TotalSeconds: > 0 } period, var burst) when average > 0:
                var perMinute = Math.Max(1, (long)Math.Round(average * 60 / period.TotalSeconds));
                Set("limit-rpm", Text(perMinute));
                Set("limit-burst-multiplier", Text(Math.Max(1, (long)Math.Ceiling(burst / (average / period.TotalSeconds)))));
                return true;
            case Middleware.Buffering { MaxResponseBodyBytes: null or 0, MaxRequestBodyBytes: var bytes }:
                Set("proxy-body-size", Text(bytes ?? 0));
                return true;
            case Middleware.Retry(var attempts, _):
                Set("proxy-next-upstream-tries", Text(attempts));
                return true;
            case Middleware.Headers { Request.Count: 0, Response.Count: 0, Hsts: null, Cors: { } cors }:
                Set("enable-cors", "true");
                Set("cors-allow-origin", string.Join(',', cors.AllowOrigins));
                Set("cors-allow-credentials", cors.AllowCredentials ? "true" : "false");
                if (cors.AllowMethods.Count > 0)
                    Set("cors-allow-methods", string.Join(", ", cors.AllowMethods));
                if (cors.AllowHeaders.Count > 0)
                    Set("cors-allow-headers", string.Join(',', cors.AllowHeaders));
                if (cors.ExposeHeaders.Count > 0)
                    Set("cors-expose-headers", string.Join(',', cors.ExposeHeaders));
                if (cors.MaxAgeSeconds is { } age)
                    Set("cors-max-age", Text(age));
                return true;
            default:
                return false;
        }
    }

    public static void Backend(RouteDraft draft, Dictionary<string, string> annotations)
    {
        if (draft.Route.Scheme is "https" or "h2c")
            annotations[Prefix + "backend-protocol"] = draft.Route.Scheme == "https" ? "HTTPS" : "GRPC";
        if (draft.Route.StickyCookie is { } cookie)
        {
            annotations[Prefix + "affinity"] = "cookie";
            if (cookie.Length > 0)
                annotations[Prefix + "session-cookie-name"] = cookie;
        }
    }

    /// <summary>
    /// The path as an expression whose second group is what follows the prefix, and the rewrite that uses it.
    /// https://kubernetes.github.io/ingress-nginx/examples/rewrite/
    /// </summary>
    public static string Rewrite(string path, PathRewrite rewrite, Dictionary<string, string> annotations)
    {
        annotations[Prefix + "use-regex"] = "true";
        var escaped = System.Text.RegularExpressions.Regex.Escape(path.TrimEnd('/'));
        annotations[Prefix + "rewrite-target"] = rewrite.Full ?? $"{rewrite.Prefix?.TrimEnd('/')}/$2";
        return $"{escaped}(/|$)(.*)";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
