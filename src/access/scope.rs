//! What a token may be used for.

/// A group of operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the scope of its name, which the README lists")]
pub enum Scope {
    Read,
    Create,
    Work,
    Review,
    Operate,
    Admin,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Create, Self::Work, Self::Review, Self::Operate, Self::Admin];

    /// As it stands in a token.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "jobs:read",
            Self::Create => "jobs:create",
            Self::Work => "jobs:work",
            Self::Review => "jobs:review",
            Self::Operate => "jobs:operate",
            Self::Admin => "admin",
        }
    }

    fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}

/// The scopes of a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// These.
    pub fn of(scopes: &[Scope]) -> Self {
        Self(scopes.into())
    }

    /// Those of a token's `scope`, with spaces between; names that are none of ours are other programs' and mean nothing
    /// here.
    pub fn known(text: &str) -> Self {
        Self(text.split(' ').filter_map(Scope::find).collect())
    }

    /// The same, each of which must be known, and at least one there; the first that is not is the error.
    pub fn parse(text: &str) -> Result<Self, String> {
        let scope = |name: &str| Scope::find(name).ok_or_else(|| name.to_owned());
        text.split(' ').map(scope).collect::<Result<_, _>>().map(Self)
    }

    /// Whether they have this one: `admin` has all.
    pub fn have(&self, scope: Scope) -> bool {
        self.0.contains(&scope) || self.0.contains(&Scope::Admin)
    }

    /// Whether all of `other` are among them.
    pub fn cover(&self, other: &Self) -> bool {
        other.0.iter().all(|scope| self.have(*scope))
    }
}

impl std::fmt::Display for Scopes {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.0.iter().map(|scope| scope.name()).collect();
        formatter.write_str(&names.join(" "))
    }
}
