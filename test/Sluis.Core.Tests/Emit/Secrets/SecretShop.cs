namespace Sluis.Core.Tests.Emit.Secrets;

/// <summary>A platform with a secret in every place where one can be: a variable, a text, a mounted file, a configuration and a route.</summary>
internal static class SecretShop
{
    public const string Password = "hunter2-of-the-shop";
    public const string Key = "-----BEGIN PRIVATE KEY-----\nMIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDabc\n-----END PRIVATE KEY-----\n";

    public static Emitted Emit(string delivery, string more = "") => Emitted.From(
        """
        services:
          api:
            image: shop/api:1
            environment:
              DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
              JWT_SECRET: ${JWT_SECRET}
            secrets: [tls_key]
            configs: [{ source: conf, target: /etc/app.yml }]
            labels:
              traefik.enable: "true"
              traefik.http.routers.api.rule: Host(`shop.example.com`)
              traefik.http.routers.api.middlewares: auth
              traefik.http.middlewares.auth.basicauth.users: admin:${ADMIN_HASH}
              traefik.http.services.api.loadbalancer.server.port: "8080"
          db:
            image: postgres:16
            environment: { POSTGRES_PASSWORD: "${DB_PASSWORD}" }
        secrets: { tls_key: { file: ./tls.key } }
        configs:
          conf:
            content: |
              name: "{{ x }}"
              password: ${DB_PASSWORD}

        """,
        $"secrets:\n  delivery: {delivery}\nrouting: {{ dialect: traefik }}\nenvironments: {{ dev: {{}}, production: {{}} }}\n{more}",
        (".env", $"DB_PASSWORD={Password}\nJWT_SECRET=jwt-secret-of-the-shop\nADMIN_HASH=$apr1$abcdefgh$ijklmnopqrst\n"), ("tls.key", Key));
}
