using Sluis.Core.Planning;

namespace Sluis.Core.Emit.Images;

/// <summary>A GitHub Actions workflow that builds and pushes the targets of <see cref="BakeFile"/>, with no more rights than it needs.</summary>
internal static class BuildPipeline
{
    public const string Path = ".github/workflows/images.yaml";

    public static string Write(MigrationPlan plan)
    {
        var registry = plan.Choices.Registry;
        var slash = registry.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? registry : registry[..slash];
        return $$$"""
            # Builds the images of docker-bake.hcl from the repository that holds the Compose projects, and pushes them.
            # Set the variables SOURCE_REPOSITORY and REGISTRY_USER and the secret REGISTRY_TOKEN.
            name: images
            on:
              workflow_dispatch:
                inputs:
                  ref:
                    description: Branch, tag or commit of the source to build
                    required: true
                    default: '{{{plan.Choices.RepositoryBranch.Replace("'", "''", StringComparison.Ordinal)}}}'
                  tag:
                    description: Image tag; empty for the one that the manifests name
                    required: false
                    default: ''
            permissions:
              contents: read
            concurrency:
              group: images
              cancel-in-progress: false
            jobs:
              images:
                runs-on: ubuntu-24.04
                timeout-minutes: 60
                steps:
                  - uses: actions/checkout@v4
                    with:
                      persist-credentials: false
                  - uses: actions/checkout@v4
                    with:
                      repository: ${{ vars.SOURCE_REPOSITORY }}
                      ref: ${{ inputs.ref }}
                      path: source
                      persist-credentials: false
                  - uses: docker/setup-buildx-action@v3
                  - uses: docker/login-action@v3
                    with:
                      registry: '{{{host.Replace("'", "''", StringComparison.Ordinal)}}}'
                      username: ${{ vars.REGISTRY_USER }}
                      password: ${{ secrets.REGISTRY_TOKEN }}
                  - name: Build and push
                    env:
                      SOURCE: ./source
                      TAG: ${{ inputs.tag }}
                    run: docker buildx bake --file docker-bake.hcl --push

            """;
    }
}
