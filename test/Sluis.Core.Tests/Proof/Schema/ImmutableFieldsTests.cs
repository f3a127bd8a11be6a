using Sluis.Core.Proof.Schema.Objects;

namespace Sluis.Core.Tests.Proof.Schema;

public class ImmutableFieldsTests
{
    [Theory]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 1, selector: { matchLabels: { a: b } } }", "b } } }", "c } } }", "spec.selector")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\nspec: { replicas: 1, selector: { matchLabels: { a: b } } }", "replicas: 1", "replicas: 2", "")]
    [InlineData("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec: { storageClassName: fast, resources: { requests: { storage: 1Gi } } }", "fast", "slow", "spec.storageClassName")]
    [InlineData("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec: { storageClassName: fast, resources: { requests: { storage: 1Gi } } }", "1Gi", "2Gi", "")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\nimmutable: true\ndata: { a: b }", "b }", "c }", "data")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: b }", "b }", "c }", "")]
    [InlineData("apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a }\nroleRef: { kind: Role, name: b }", "name: b", "name: c", "roleRef")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: { name: a }\nspec: { template: { spec: { restartPolicy: Never } } }", "Never", "OnFailure", "spec.template")]
    public void A_field_that_cannot_change_is_named(string before, string old, string now, string field)
    {
        var changed = ImmutableFields.Changed(World.Objects(before)[0], World.Objects(before.Replace(old, now, StringComparison.Ordinal))[0]);
        Assert.Equal(field.Length == 0 ? [] : [field], changed.Select(static f => f.Field));
    }
}
