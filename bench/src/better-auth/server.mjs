// better-auth as its documentation sets it up for production, for bench/run Comparison: e-mail and password, sessions in
// PostgreSQL and answered from there (the cookie cache is off by default), one worker per core, as Node's cluster module
// is made for. The rate limit is on, as in production by default, with limits that a load generator does not reach.
import cluster from "node:cluster";
import { createServer } from "node:http";
import { availableParallelism } from "node:os";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import pg from "pg";

const options = {
    baseURL: process.env.BASE_URL,
    secret: process.env.BETTER_AUTH_SECRET,
    database: new pg.Pool({ connectionString: process.env.DATABASE_URL }),
    emailAndPassword: { enabled: true },
    rateLimit: {
        enabled: true,
        window: 60,
        max: 1000000,
        // The stricter limits of its own for these paths.
        customRules: {
            "/sign-in/*": { window: 60, max: 1000000 },
            "/sign-up/*": { window: 60, max: 1000000 },
        },
    },
    advanced: { ipAddress: { ipAddressHeaders: ["x-forwarded-for"] } },
    telemetry: { enabled: false },
};

if (cluster.isPrimary) {
    const { runMigrations } = await getMigrations(options);
    await runMigrations();
    for (let worker = 0; worker < availableParallelism(); worker++) {
        cluster.fork();
    }
} else {
    createServer(toNodeHandler(betterAuth(options))).listen(Number(process.env.PORT));
}
