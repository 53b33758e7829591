//! Service containers by name: image, health check, port.

use super::options::{Options, ServiceImage};

/// A container that is known: names it goes by, image, health check, port, environment.
struct Known {
    names: &'static [&'static str],
    image: &'static str,
    health: &'static str,
    port: u16,
    env: &'static [(&'static str, &'static str)],
}

const KNOWN: &[Known] = &[
    Known {
        names: &["postgres", "postgresql"],
        image: "postgres:17",
        health: "pg_isready -U postgres",
        port: 5432,
        env: &[("POSTGRES_HOST_AUTH_METHOD", "trust")],
    },
    Known { names: &["redis"], image: "redis:8", health: "redis-cli ping", port: 6379, env: &[] },
    Known { names: &["valkey"], image: "valkey/valkey:8", health: "valkey-cli ping", port: 6379, env: &[] },
    Known {
        names: &["elasticsearch"],
        image: "elasticsearch:9.2.1",
        health: "curl -fs localhost:9200/_cluster/health",
        port: 9200,
        env: &[("discovery.type", "single-node"), ("xpack.security.enabled", "false")],
    },
    Known {
        names: &["opensearch"],
        image: "opensearchproject/opensearch:3.3.0",
        health: "curl -fs localhost:9200/_cluster/health",
        port: 9200,
        env: &[("discovery.type", "single-node"), ("DISABLE_SECURITY_PLUGIN", "true")],
    },
    Known {
        names: &["solr"],
        image: "solr:9",
        health: "curl -fs localhost:8983/solr/admin/info/system",
        port: 8983,
        env: &[],
    },
    Known {
        names: &["mysql"],
        image: "mysql:8.4",
        health: "mysqladmin ping -h 127.0.0.1",
        port: 3306,
        env: &[("MYSQL_ALLOW_EMPTY_PASSWORD", "yes")],
    },
    Known {
        names: &["mariadb"],
        image: "mariadb:11.8",
        health: "healthcheck.sh --connect --innodb_initialized",
        port: 3306,
        env: &[("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "yes")],
    },
    Known {
        names: &["mongo", "mongodb"],
        image: "mongo:8.0",
        health: "mongosh --quiet --eval db.version()",
        port: 27017,
        env: &[],
    },
    Known { names: &["rabbitmq"], image: "rabbitmq:4.2", health: "rabbitmq-diagnostics -q ping", port: 5672, env: &[] },
    Known {
        names: &["memcached"],
        image: "memcached:1.6",
        health: "timeout 1 bash -c '</dev/tcp/127.0.0.1/11211'",
        port: 11211,
        env: &[],
    },
];

/// The image of a service: the user's own, or that which is known by its name.
pub(super) fn image(name: &str, options: &Options) -> Option<ServiceImage> {
    let known = || {
        let wanted = name.to_ascii_lowercase();
        let known = KNOWN.iter().find(|known| known.names.contains(&wanted.as_str()))?;
        let env = known.env.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        Some(ServiceImage { image: known.image.to_owned(), health: known.health.to_owned(), port: known.port, env })
    };
    options.services.get(name).cloned().or_else(known)
}
