export interface paths {
    "/api/v1/connections/connect/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Begin to connect an account
         * @description Needs the scope `connections:write`.
         */
        get: operations["connect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/connect/{platform}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the network sends the browser back
         * @description Needs no token.
         */
        get: operations["callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/connect/{platform}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Finish a connect that another browser consented to
         * @description Needs the scope `connections:write`.
         */
        post: operations["complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your connections
         * @description Needs the scope `connections:read`.
         */
        get: operations["list-connections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a connection can publish to
         * @description Needs the scope `connections:read`.
         */
        get: operations["targets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many posts are left
         * @description Needs the scope `connections:read`.
         */
        get: operations["limits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Disconnect an account
         * @description Needs the scope `connections:write`.
         */
        delete: operations["disconnect"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish now
         * @description Needs the scope `publishing:write`.
         */
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish at an exact second
         * @description Needs the scope `publishing:write`.
         */
        post: operations["schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a post without storing anything
         * @description Needs the scope `publishing:write`.
         */
        post: operations["validate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/jobs/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a job stands
         * @description Needs the scope `publishing:read`.
         */
        get: operations["job-status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A job with its content and attempts
         * @description Needs the scope `publishing:read`.
         */
        get: operations["get-job"];
        put?: never;
        post?: never;
        /**
         * Cancel a job that is not armed
         * @description Needs the scope `publishing:write`.
         */
        delete: operations["cancel"];
        options?: never;
        head?: never;
        /**
         * Change a job that is not armed
         * @description Needs the scope `publishing:write`.
         */
        patch: operations["change"];
        trace?: never;
    };
    "/api/v1/publishing/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your jobs
         * @description Needs the scope `publishing:read`.
         */
        get: operations["list-jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publishing/jobs/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a failed job again
         * @description Needs the scope `publishing:write`.
         */
        post: operations["retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/publish/social": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish an asset and wait for the outcome
         * @description Needs the scope `publishing:write`.
         */
        post: operations["publish-social"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your assets, newest first
         * @description Needs the scope `assets:read`.
         */
        get: operations["list-assets"];
        put?: never;
        /**
         * Upload a file, or import one by its URL
         * @description Needs the scope `assets:write`.
         */
        post: operations["create-asset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/assets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An asset, with a link to its file
         * @description Needs the scope `assets:read`.
         */
        get: operations["get-asset"];
        put?: never;
        post?: never;
        /**
         * Delete an asset that no open job needs
         * @description Needs the scope `assets:write`.
         */
        delete: operations["remove-asset"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your generations, newest first
         * @description Needs the scope `generations:read`.
         */
        get: operations["list-generations"];
        put?: never;
        /**
         * Have images made from a prompt
         * @description Needs the scope `generations:write`.
         */
        post: operations["create-generation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/generations/quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many images you may still have made
         * @description Needs the scope `generations:read`.
         */
        get: operations["generation-quota"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/generations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A generation and its assets
         * @description Needs the scope `generations:read`.
         */
        get: operations["get-generation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/generations/{id}/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The orchestrator says what became of a generation
         * @description Needs no token.
         */
        post: operations["generation-callback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your webhook endpoints
         * @description Needs the scope `account:read`.
         */
        get: operations["list-webhook-endpoints"];
        put?: never;
        /**
         * Be told of events at a URL of yours
         * @description Needs the scope `account:write`.
         */
        post: operations["create-webhook-endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Be told there no more
         * @description Needs the scope `account:write`.
         */
        delete: operations["delete-webhook-endpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the secret of an endpoint
         * @description Needs the scope `account:write`.
         */
        post: operations["rotate-webhook-secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test now; one that is taken enables a disabled endpoint
         * @description Needs the scope `account:write`.
         */
        post: operations["test-webhook-endpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhook-endpoints/{id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send an event to an endpoint once more
         * @description Needs the scope `account:write`.
         */
        post: operations["redeliver-event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happened
         * @description Needs the scope `account:read`.
         */
        get: operations["list-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything of yours
         * @description Needs the scope `account:read`.
         */
        get: operations["export-data"];
        put?: never;
        post?: never;
        /**
         * Delete everything of yours; posts that are live stay at their networks
         * @description Needs the scope `account:delete`.
         */
        delete: operations["delete-data"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{platform}/deauthorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person has removed the app at the network
         * @description Needs no token.
         */
        post: operations["deauthorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{platform}/data-deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person wants what came from the account deleted
         * @description Needs no token.
         */
        post: operations["data-deletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{platform}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The network tells what became of a grant or a post
         * @description Needs no token.
         */
        post: operations["network-event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/data-deletions/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The receipt of a data deletion
         * @description Needs no token.
         */
        get: operations["get-data-deletion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insights/{platform}/hashtags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hashtags for keywords
         * @description Needs the scope `insights:read`.
         */
        post: operations["hashtags"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/insights/{platform}/best-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When posts of an account do best
         * @description Needs the scope `insights:read`.
         */
        get: operations["best-times"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this API answers
         * @description Needs no token.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This contract as OpenAPI 3.1
         * @description Needs no token.
         */
        get: operations["openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/platforms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each network takes
         * @description Needs the scope `connections:read`.
         */
        get: operations["platforms"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "publish_job.published": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The post is live.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["publish_job.published"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "publish_job.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The network, or its rules, refuse the post.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["publish_job.rejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "publish_job.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The post is not live and is not going to be.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["publish_job.failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "publish_job.unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The post was sent, and the network did not let us find out.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["publish_job.unknown"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "publish_job.cancelled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The post was cancelled before it was sent.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["publish_job.cancelled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.needs_reauth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The account must be connected again before it can publish.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["connection.needs_reauth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "connection.expiring": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The connection ends within days unless its owner consents again.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["connection.expiring"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "generation.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Images were made; each is an asset.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["generation.completed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "generation.failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * No image was made, or not in time; what was spent is given back.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["generation.failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook_endpoint.disabled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing is sent to this endpoint any more, until a test of it succeeds.
         * @description Sent to every endpoint that wants this type.
         */
        post: operations["webhook_endpoint.disabled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description Where the user consents
         * @example {
         *       "authorization_url": "https://www.instagram.com/oauth/authorize?client_id=…&state=…"
         *     }
         */
        AuthorizationResponse: {
            authorization_url: string;
        };
        /**
         * @description Every error answer of ours
         * @example {
         *       "code": "invalid_input",
         *       "detail": "connection_id: Invalid input: expected string, received undefined",
         *       "violations": [
         *         {
         *           "path": "connection_id",
         *           "rule": "invalid_type",
         *           "message": "Invalid input: expected string, received undefined"
         *         }
         *       ]
         *     }
         */
        ErrorDetail: {
            code: string;
            detail: string;
            reason?: string;
            violations?: components["schemas"]["Violation"][];
            /**
             * Format: date-time
             * @description With `quota_exceeded`, and with `usage_limit` a day
             */
            resets_at?: string;
        };
        /** @description One rule the input breaks */
        Violation: {
            path: string;
            rule: string;
            message: string;
        };
        /**
         * @description The gateway's own refusal, before any function is reached
         * @example {
         *       "message": "Too Many Requests"
         *     }
         */
        GatewayRefusal: {
            message: string;
        };
        /**
         * @description A user's account at a network; never a token
         * @example {
         *       "id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "user_id": "alice",
         *       "platform": "instagram",
         *       "external_user_id": "17841400000000001",
         *       "external_username": "alice",
         *       "external_display_name": "Alice",
         *       "avatar_url": null,
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "expires_at": "2027-01-20T08:00:00.000Z",
         *       "scopes": [
         *         "instagram_business_basic",
         *         "instagram_business_content_publish"
         *       ],
         *       "status": "active"
         *     }
         */
        SocialConnectionResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            user_id: string;
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            external_user_id: string;
            external_username: string | null;
            external_display_name: string | null;
            avatar_url: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /** @description When the owner must consent again */
            expires_at: string | null;
            scopes: string[];
            /** @enum {string} */
            status: "active" | "expiring" | "needs_reauth";
        };
        /**
         * @example {
         *       "connect_code": "q3Jm0yV7kPz1"
         *     }
         */
        CompleteRequest: {
            connect_code: string;
        };
        /**
         * @example {
         *       "id": "102030405060708",
         *       "name": "Alice's Bakery",
         *       "kind": "page",
         *       "default": true,
         *       "posting": null
         *     }
         */
        ConnectionTarget: {
            id: string;
            name: string | null;
            /** @description The network's word: account, page, organization, board */
            kind: string;
            default: boolean;
            /** @description Asked anew each time; null where the network has no such word */
            posting: components["schemas"]["PostingNow"] | null;
        };
        /** @description What the network says of the account at this moment, for the form of one post */
        PostingNow: {
            can_post: boolean;
            /** @description Why nothing can be posted now */
            refusal: {
                code: string;
                message: string;
                /** @description Worth asking again from then on */
                retry_at: string | null;
            } | null;
            username: string | null;
            /** @description To be shown where a network demands it */
            display_name: string | null;
            /** @description May end within hours */
            avatar_url: string | null;
            /** @description Of these `platform_specific_options`, the only values that the network takes now */
            choices: {
                [key: string]: (string | boolean)[];
            } | null;
            max_video_seconds: number | null;
        };
        /**
         * @description Posts left where the network or our own count knows
         * @example {
         *       "posts_used": 3,
         *       "posts_total": 100,
         *       "posts_left": 97,
         *       "resets_at": "2026-11-22T08:00:00.000Z",
         *       "source": "platform"
         *     }
         */
        ConnectionLimits: {
            posts_used: number | null;
            posts_total: number | null;
            posts_left: number | null;
            resets_at: string | null;
            /** @enum {string} */
            source: "platform" | "own_count";
        };
        /**
         * @description What was done
         * @example {
         *       "status": "ok",
         *       "message": "It answers."
         *     }
         */
        StatusResponse: {
            status: string;
            message: string;
        };
        /**
         * @example {
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "text_content": "Morning over the hills",
         *       "assets": [
         *         {
         *           "asset_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *           "alt_text": "Hills in morning light"
         *         }
         *       ]
         *     }
         */
        PublishRequest: {
            /**
             * Format: uuid
             * @description UUID
             */
            connection_id: string;
            text_content?: string | null;
            assets?: components["schemas"]["AssetInput"][] | null;
            platform_specific_options?: components["schemas"]["PlatformOptions"] | null;
        };
        /**
         * @description A picture, film or document: an asset by `asset_id`, or `url`, `asset_type` and `mime_type`
         * @example {
         *       "asset_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "alt_text": "Hills in morning light"
         *     }
         * @example {
         *       "url": "https://example.com/morning.jpg",
         *       "asset_type": "image",
         *       "mime_type": "image/jpeg"
         *     }
         */
        AssetInput: {
            asset_id?: string | null;
            url?: string | null;
            asset_type?: ("image" | "video" | "document") | null;
            mime_type?: string | null;
            metadata?: {
                [key: string]: unknown;
            } | null;
            platform_media_id?: string | null;
            alt_text?: string | null;
        };
        /**
         * @description `post_type`, the target in the network’s word, and the options of that type
         * @example {
         *       "post_type": "post"
         *     }
         */
        PlatformOptions: components["schemas"]["InstagramPostOptions"] | components["schemas"]["InstagramCarouselOptions"] | components["schemas"]["InstagramReelOptions"] | components["schemas"]["InstagramStoryOptions"] | components["schemas"]["FacebookPostOptions"] | components["schemas"]["FacebookVideoOptions"] | components["schemas"]["FacebookReelOptions"] | components["schemas"]["FacebookStoryOptions"] | components["schemas"]["LinkedInPostOptions"] | components["schemas"]["LinkedInArticleOptions"] | components["schemas"]["LinkedInVideoOptions"] | components["schemas"]["LinkedInDocumentOptions"] | components["schemas"]["LinkedInPollOptions"] | components["schemas"]["XPostOptions"] | components["schemas"]["XThreadOptions"] | components["schemas"]["XPollOptions"] | components["schemas"]["PinterestPostOptions"] | components["schemas"]["PinterestCarouselOptions"] | components["schemas"]["PinterestVideoOptions"] | components["schemas"]["TikTokVideoOptions"] | components["schemas"]["TikTokPhotoOptions"] | components["schemas"]["TikTokDraftOptions"];
        /**
         * @example {
         *       "job_id": "0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10",
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "status": "Published",
         *       "platform": "instagram",
         *       "user_id": "alice",
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "scheduled_at": "2026-11-21T09:30:00.000Z",
         *       "published_at": "2026-11-21T09:30:00.412Z",
         *       "error_message": null,
         *       "post_url": "https://www.instagram.com/p/ABC/",
         *       "external_post_id": "17895695668004550",
         *       "error_code": null,
         *       "error_details": null,
         *       "attempts": 1,
         *       "next_attempt_at": null,
         *       "reauth_required": false,
         *       "warnings": [],
         *       "parts": [],
         *       "version": 1
         *     }
         */
        PublishJobResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            job_id: string;
            /**
             * Format: uuid
             * @description UUID
             */
            connection_id: string;
            /** @enum {string} */
            status: "Scheduled" | "Pending" | "Processing" | "Unknown" | "Failed" | "Published" | "ContentRejected" | "Cancelled";
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            scheduled_at: string | null;
            published_at: string | null;
            error_message: string | null;
            post_url: string | null;
            external_post_id: string | null;
            error_code: string | null;
            error_details: components["schemas"]["PlatformErrorDetails"] | null;
            /** @description How often a live-making request was armed */
            attempts: number;
            next_attempt_at: string | null;
            reauth_required: boolean;
            warnings: string[];
            /** @description What is live of a post of several requests */
            parts: components["schemas"]["PublishedPart"][];
            version: number;
        };
        /** @description The network's own words, scrubbed */
        PlatformErrorDetails: {
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            status_code: number | null;
            platform_code: string | null;
            request_id: string | null;
            message: string | null;
        };
        PublishedPart: {
            index: number;
            external_post_id: string | null;
            post_url: string | null;
        };
        /**
         * @example {
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "text_content": "Morning over the hills",
         *       "assets": [
         *         {
         *           "asset_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *           "alt_text": "Hills in morning light"
         *         }
         *       ],
         *       "schedule_time": "2026-11-21T10:30:00+01:00"
         *     }
         */
        ScheduleRequest: {
            /**
             * Format: uuid
             * @description UUID
             */
            connection_id: string;
            text_content?: string | null;
            assets?: components["schemas"]["AssetInput"][] | null;
            platform_specific_options?: components["schemas"]["PlatformOptions"] | null;
            schedule_time: string;
        };
        /**
         * @example {
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "text_content": "Morning over the hills",
         *       "assets": [
         *         {
         *           "asset_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *           "alt_text": "Hills in morning light"
         *         }
         *       ]
         *     }
         */
        ValidateRequest: {
            /**
             * Format: uuid
             * @description UUID
             */
            connection_id: string;
            text_content?: string | null;
            assets?: components["schemas"]["AssetInput"][] | null;
            platform_specific_options?: components["schemas"]["PlatformOptions"] | null;
            schedule_time?: string | null;
        };
        /**
         * @example {
         *       "valid": false,
         *       "violations": [
         *         {
         *           "path": "text_content",
         *           "rule": "max_length",
         *           "message": "The text is 312 long; X takes at most 280 (weighted characters)."
         *         }
         *       ],
         *       "warnings": []
         *     }
         */
        ValidationResponse: {
            valid: boolean;
            violations: components["schemas"]["Violation"][];
            warnings: string[];
        };
        /**
         * @example {
         *       "job_id": "0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10",
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "status": "Published",
         *       "platform": "instagram",
         *       "user_id": "alice",
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "scheduled_at": "2026-11-21T09:30:00.000Z",
         *       "published_at": "2026-11-21T09:30:00.412Z",
         *       "error_message": null,
         *       "post_url": "https://www.instagram.com/p/ABC/",
         *       "external_post_id": "17895695668004550",
         *       "error_code": null,
         *       "error_details": null,
         *       "attempts": 1,
         *       "next_attempt_at": null,
         *       "reauth_required": false,
         *       "warnings": [],
         *       "parts": [],
         *       "version": 1,
         *       "content": {
         *         "text_content": "Morning over the hills",
         *         "assets": [
         *           {
         *             "asset_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *             "url": null,
         *             "asset_type": "image",
         *             "mime_type": "image/jpeg",
         *             "alt_text": "Hills in morning light"
         *           }
         *         ],
         *         "post_type": "post",
         *         "platform_specific_options": {}
         *       },
         *       "target": null,
         *       "attempt_log": []
         *     }
         */
        PublishJobDetailResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            job_id: string;
            /**
             * Format: uuid
             * @description UUID
             */
            connection_id: string;
            /** @enum {string} */
            status: "Scheduled" | "Pending" | "Processing" | "Unknown" | "Failed" | "Published" | "ContentRejected" | "Cancelled";
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            scheduled_at: string | null;
            published_at: string | null;
            error_message: string | null;
            post_url: string | null;
            external_post_id: string | null;
            error_code: string | null;
            error_details: components["schemas"]["PlatformErrorDetails"] | null;
            /** @description How often a live-making request was armed */
            attempts: number;
            next_attempt_at: string | null;
            reauth_required: boolean;
            warnings: string[];
            /** @description What is live of a post of several requests */
            parts: components["schemas"]["PublishedPart"][];
            version: number;
            content: {
                text_content: string | null;
                assets: {
                    asset_id: string | null;
                    url: string | null;
                    asset_type: string;
                    mime_type: string;
                    alt_text: string | null;
                }[];
                post_type: string;
                platform_specific_options: {
                    [key: string]: unknown;
                };
            };
            target: string | null;
            attempt_log: {
                /**
                 * Format: date-time
                 * @description RFC 3339 with a zone
                 */
                at: string;
                armed: boolean;
                outcome: string;
                details: components["schemas"]["PlatformErrorDetails"];
            }[];
        };
        /**
         * @description A merge patch: what is absent stays
         * @example {
         *       "schedule_time": "2026-11-21T11:00:00+01:00"
         *     }
         * @example {
         *       "text_content": "Evening over the hills"
         *     }
         */
        ChangeRequest: {
            schedule_time?: string;
            text_content?: string | null;
            assets?: components["schemas"]["AssetInput"][] | null;
            platform_specific_options?: components["schemas"]["PlatformOptions"] | null;
        };
        /**
         * @description An Unknown job needs the confirmation
         * @example {
         *       "confirm_not_published": true
         *     }
         */
        RetryRequest: {
            confirm_not_published?: boolean | null;
        } | null;
        /**
         * @example {
         *       "assetId": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "socialAccountId": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "caption": "Morning over the hills"
         *     }
         */
        PublishSocialRequest: {
            /**
             * Format: uuid
             * @description A ready asset
             */
            assetId: string;
            /**
             * Format: uuid
             * @description A connection
             */
            socialAccountId: string;
            caption: string;
            /** @description A Page, organization or board; the only one by default */
            targetId?: string | null;
            /** @description As `platform_specific_options` */
            options?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * @example {
         *       "jobId": "0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10",
         *       "status": "Published",
         *       "platform": "instagram",
         *       "mediaId": "17895695668004550",
         *       "postUrl": "https://www.instagram.com/p/ABC/",
         *       "warnings": []
         *     }
         */
        PublishSocialResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            jobId: string;
            /** @enum {string} */
            status: "Scheduled" | "Pending" | "Processing" | "Unknown" | "Failed" | "Published" | "ContentRejected" | "Cancelled";
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            /** @description Of the post, at the network */
            mediaId: string | null;
            postUrl: string | null;
            warnings: string[];
        };
        /**
         * @description An error of `/publish/social`
         * @example {
         *       "code": "reauth_required",
         *       "detail": "The account must be connected again.",
         *       "reauthUrl": "https://api.example.com/api/v1/connections/connect/instagram"
         *     }
         */
        SocialErrorDetail: {
            code: string;
            detail: string;
            reason?: string;
            violations?: components["schemas"]["Violation"][];
            /**
             * Format: date-time
             * @description With `quota_exceeded`, and with `usage_limit` a day
             */
            resets_at?: string;
            /**
             * Format: uuid
             * @description Once there is a job, which goes on or can be looked at
             */
            jobId?: string;
            /** @description Where the account is connected again */
            reauthUrl?: string;
        };
        /**
         * @description An upload: `mime_type` and `bytes`. An import: `url`, and `mime_type` if it must be that.
         * @example {
         *       "filename": "morning.jpg",
         *       "mime_type": "image/jpeg",
         *       "bytes": 182044
         *     }
         * @example {
         *       "url": "https://example.com/morning.jpg"
         *     }
         */
        CreateAssetRequest: {
            filename?: string | null;
            mime_type?: ("image/jpeg" | "image/png" | "image/gif" | "image/webp" | "image/bmp" | "image/tiff" | "video/mp4" | "video/quicktime" | "video/webm" | "application/pdf" | "application/msword" | "application/vnd.ms-powerpoint" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.presentationml.presentation") | null;
            bytes?: number | null;
            sha256?: string | null;
            url?: string | null;
        };
        /**
         * @example {
         *       "id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "status": "pending",
         *       "reason": null,
         *       "source": "upload",
         *       "filename": "morning.jpg",
         *       "kind": "image",
         *       "mime_type": "image/jpeg",
         *       "bytes": 182044,
         *       "width": 1080,
         *       "height": 1350,
         *       "duration_seconds": null,
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "expires_at": "2026-12-21T08:00:02.000Z",
         *       "upload": {
         *         "method": "PUT",
         *         "url": "https://bucket.s3.us-east-1.amazonaws.com/uploads/…",
         *         "headers": {
         *           "content-type": "image/jpeg",
         *           "content-length": "182044",
         *           "if-none-match": "*"
         *         },
         *         "expires_at": "2026-11-21T09:00:00.000Z"
         *       }
         *     }
         */
        CreatedAssetResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description Only a ready one can be published
             * @enum {string}
             */
            status: "pending" | "ready" | "rejected";
            /** @description Why it was rejected */
            reason: string | null;
            /** @enum {string} */
            source: "upload" | "import" | "generation";
            filename: string | null;
            /** @description Measured, as all that follows */
            kind: ("image" | "gif" | "video" | "document") | null;
            mime_type: string | null;
            bytes: number | null;
            width: number | null;
            height: number | null;
            duration_seconds: number | null;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it goes unless an open job needs it
             */
            expires_at: string;
            upload: components["schemas"]["UploadLink"] | null;
        };
        /** @description Takes exactly the announced file, once */
        UploadLink: {
            /** @constant */
            method: "PUT";
            url: string;
            /** @description All of them, exactly so: they are signed */
            headers: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            expires_at: string;
        };
        /**
         * @example {
         *       "id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "status": "ready",
         *       "reason": null,
         *       "source": "upload",
         *       "filename": "morning.jpg",
         *       "kind": "image",
         *       "mime_type": "image/jpeg",
         *       "bytes": 182044,
         *       "width": 1080,
         *       "height": 1350,
         *       "duration_seconds": null,
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "expires_at": "2026-12-21T08:00:02.000Z"
         *     }
         */
        AssetResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description Only a ready one can be published
             * @enum {string}
             */
            status: "pending" | "ready" | "rejected";
            /** @description Why it was rejected */
            reason: string | null;
            /** @enum {string} */
            source: "upload" | "import" | "generation";
            filename: string | null;
            /** @description Measured, as all that follows */
            kind: ("image" | "gif" | "video" | "document") | null;
            mime_type: string | null;
            bytes: number | null;
            width: number | null;
            height: number | null;
            duration_seconds: number | null;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it goes unless an open job needs it
             */
            expires_at: string;
        };
        /**
         * @example {
         *       "id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "status": "ready",
         *       "reason": null,
         *       "source": "upload",
         *       "filename": "morning.jpg",
         *       "kind": "image",
         *       "mime_type": "image/jpeg",
         *       "bytes": 182044,
         *       "width": 1080,
         *       "height": 1350,
         *       "duration_seconds": null,
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "expires_at": "2026-12-21T08:00:02.000Z",
         *       "download_url": "https://bucket.s3.…"
         *     }
         */
        AssetDetailResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /**
             * @description Only a ready one can be published
             * @enum {string}
             */
            status: "pending" | "ready" | "rejected";
            /** @description Why it was rejected */
            reason: string | null;
            /** @enum {string} */
            source: "upload" | "import" | "generation";
            filename: string | null;
            /** @description Measured, as all that follows */
            kind: ("image" | "gif" | "video" | "document") | null;
            mime_type: string | null;
            bytes: number | null;
            width: number | null;
            height: number | null;
            duration_seconds: number | null;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it goes unless an open job needs it
             */
            expires_at: string;
            /** @description For 15 minutes; only of a ready one */
            download_url: string | null;
        };
        /**
         * @example {
         *       "prompt": "Evening over the hills, wide and calm",
         *       "aspect_ratio": "4:5",
         *       "count": 2
         *     }
         */
        CreateGenerationRequest: {
            prompt: string & (unknown & unknown);
            /** @description Left to the orchestrator when absent */
            aspect_ratio?: ("1:1" | "4:5" | "5:4" | "2:3" | "3:2" | "3:4" | "4:3" | "9:16" | "16:9") | null;
            style?: string | null;
            /** @description 1 when absent */
            count?: number | null;
            /** @description Handed to the orchestrator as they are */
            params?: {
                [key: string]: string | number | boolean;
            } | null;
        };
        /**
         * @example {
         *       "id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "status": "completed",
         *       "prompt": "Evening over the hills, wide and calm",
         *       "aspect_ratio": "4:5",
         *       "style": null,
         *       "count": 1,
         *       "params": null,
         *       "images": [
         *         {
         *           "asset_id": "0198f2a4-7c1e-7a11-8f0e-7d1c2b3a4f55"
         *         }
         *       ],
         *       "problems": [],
         *       "error": null,
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "expires_at": "2026-11-21T08:15:00.000Z",
         *       "ended_at": "2026-11-21T08:00:21.000Z"
         *     }
         */
        GenerationResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @enum {string} */
            status: "requested" | "generating" | "completed" | "failed" | "expired";
            prompt: string;
            aspect_ratio: string | null;
            style: string | null;
            count: number;
            params: {
                [key: string]: string | number | boolean;
            } | null;
            /** @description The assets that were made, ready to be published; those not made cost nothing */
            images: {
                /**
                 * Format: uuid
                 * @description UUID
                 */
                asset_id: string;
            }[];
            /** @description What was wrong with the images that are missing */
            problems: string[];
            /** @description Why there is none at all */
            error: string | null;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /**
             * Format: date-time
             * @description If it is not made by then, it never is
             */
            expires_at: string;
            ended_at: string | null;
        };
        /**
         * @description Counted in images
         * @example {
         *       "limit": 100,
         *       "used": 3,
         *       "remaining": 97,
         *       "period": "month",
         *       "resets_at": "2026-12-01T00:00:00.000Z"
         *     }
         */
        GenerationQuotaResponse: {
            limit: number;
            used: number;
            remaining: number;
            /** @enum {string} */
            period: "day" | "week" | "month";
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            resets_at: string;
        };
        /**
         * @example {
         *       "status": "completed",
         *       "images": [
         *         {
         *           "upload": "image-1"
         *         },
         *         {
         *           "url": "https://images.example.com/2.png"
         *         }
         *       ]
         *     }
         * @example {
         *       "status": "failed",
         *       "error": "The prompt was refused by the safety filter."
         *     }
         */
        GenerationCallback: {
            /** @constant */
            status: "completed";
            images: components["schemas"]["CallbackImage"][];
        } | {
            /** @constant */
            status: "failed";
            /** @description For the owner of the generation */
            error?: string | null;
            images?: components["schemas"]["CallbackImage"][] | null;
        };
        CallbackImage: {
            /** @description What was put to one of the upload URLs */
            upload: string;
        } | {
            /** @description An https link, fetched once */
            url: string;
        } | {
            /**
             * Format: base64
             * @description The file itself, in base64
             */
            data: string;
        };
        /**
         * @description Every event where none are named
         * @example {
         *       "url": "https://app.example.com/hooks/creativeflow",
         *       "events": [
         *         "publish_job.published",
         *         "publish_job.failed"
         *       ]
         *     }
         */
        WebhookEndpointRequest: {
            url: string;
            events?: ("publish_job.published" | "publish_job.rejected" | "publish_job.failed" | "publish_job.unknown" | "publish_job.cancelled" | "connection.needs_reauth" | "connection.expiring" | "generation.completed" | "generation.failed" | "webhook_endpoint.disabled")[] | null;
        };
        /**
         * @description The endpoint and its secret
         * @example {
         *       "id": "0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3",
         *       "url": "https://app.example.com/hooks/creativeflow",
         *       "events": [
         *         "publish_job.published",
         *         "publish_job.failed"
         *       ],
         *       "status": "enabled",
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "failing_since": null,
         *       "disabled_at": null,
         *       "secret": "whsec_…"
         *     }
         */
        CreatedWebhookEndpoint: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            url: string;
            /** @description Null: every event */
            events: ("publish_job.published" | "publish_job.rejected" | "publish_job.failed" | "publish_job.unknown" | "publish_job.cancelled" | "connection.needs_reauth" | "connection.expiring" | "generation.completed" | "generation.failed" | "webhook_endpoint.disabled")[] | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /** @description Nothing was taken since then */
            failing_since: string | null;
            disabled_at: string | null;
            /** @description Signs what is sent; shown this once. Standard Webhooks, `whsec_…` */
            secret: string;
        };
        /**
         * @description Where you are told; never with its secret
         * @example {
         *       "id": "0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3",
         *       "url": "https://app.example.com/hooks/creativeflow",
         *       "events": [
         *         "publish_job.published",
         *         "publish_job.failed"
         *       ],
         *       "status": "enabled",
         *       "created_at": "2026-11-21T08:00:00.000Z",
         *       "failing_since": null,
         *       "disabled_at": null
         *     }
         */
        WebhookEndpointResponse: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            url: string;
            /** @description Null: every event */
            events: ("publish_job.published" | "publish_job.rejected" | "publish_job.failed" | "publish_job.unknown" | "publish_job.cancelled" | "connection.needs_reauth" | "connection.expiring" | "generation.completed" | "generation.failed" | "webhook_endpoint.disabled")[] | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            created_at: string;
            /** @description Nothing was taken since then */
            failing_since: string | null;
            disabled_at: string | null;
        };
        /**
         * @description Until then both secrets sign
         * @example {
         *       "id": "0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3",
         *       "secret": "whsec_…",
         *       "previous_valid_until": "2026-11-22T08:00:00.000Z"
         *     }
         */
        RotatedSecret: {
            /**
             * Format: uuid
             * @description UUID
             */
            id: string;
            /** @description Signs what is sent; shown this once. Standard Webhooks, `whsec_…` */
            secret: string;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            previous_valid_until: string;
        };
        /**
         * @description What came back
         * @example {
         *       "delivered": true,
         *       "status_code": 204,
         *       "problem": null
         *     }
         */
        WebhookTestResponse: {
            delivered: boolean;
            status_code: number | null;
            problem: string | null;
        };
        /**
         * @example {
         *       "event_id": "0198f2a5-02c4-7e19-8b77-90d3c1e4f5a2"
         *     }
         */
        RedeliverRequest: {
            /**
             * Format: uuid
             * @description UUID
             */
            event_id: string;
        };
        /**
         * @example {
         *       "id": "0198f2a5-02c4-7e19-8b77-90d3c1e4f5a2",
         *       "type": "connection.needs_reauth",
         *       "occurred_at": "2026-11-21T08:00:00.000Z",
         *       "data": {
         *         "user_id": "alice",
         *         "occurred_at": "2026-11-21T08:00:00.000Z",
         *         "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *         "platform": "x"
         *       }
         *     }
         */
        EventResponse: {
            /**
             * Format: uuid
             * @description The same in every list, webhook and try
             */
            id: string;
            type: string;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            occurred_at: string;
            /** @description By its type, as in the webhooks of this document */
            data: {
                [key: string]: unknown;
            };
        };
        /**
         * @description One kind at a time
         * @example {
         *       "kind": "jobs",
         *       "items": []
         *     }
         */
        DataPage: {
            /** @constant */
            kind: "connections";
            items: components["schemas"]["SocialConnectionResponse"][];
        } | {
            /** @constant */
            kind: "jobs";
            items: components["schemas"]["PublishJobDetailResponse"][];
        } | {
            /** @constant */
            kind: "assets";
            items: components["schemas"]["AssetDetailResponse"][];
        } | {
            /** @constant */
            kind: "generations";
            items: components["schemas"]["GenerationResponse"][];
        } | {
            /** @constant */
            kind: "events";
            items: components["schemas"]["EventResponse"][];
        } | {
            /** @constant */
            kind: "webhook_endpoints";
            items: components["schemas"]["WebhookEndpointResponse"][];
        };
        /**
         * @example {
         *       "confirmation_code": "k2mQ8sV4xZ",
         *       "platform": "facebook",
         *       "status": "done",
         *       "message": "Everything that came from this account is deleted.",
         *       "requested_at": "2026-11-21T08:00:00.000Z",
         *       "completed_at": "2026-11-21T08:00:04.000Z"
         *     }
         */
        DataDeletionReceipt: {
            confirmation_code: string;
            /** @description Null: everything of a user */
            platform: string | null;
            /** @enum {string} */
            status: "pending" | "done";
            message: string;
            /**
             * Format: date-time
             * @description RFC 3339 with a zone
             */
            requested_at: string;
            completed_at: string | null;
        };
        /**
         * @description As Meta signs it
         * @example {
         *       "signed_request": "5f2c….eyJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsInVzZXJfaWQiOiIxIn0"
         *     }
         */
        SignedRequest: {
            signed_request: string;
        };
        /**
         * @description As Meta asks for it
         * @example {
         *       "url": "https://api.example.com/api/v1/data-deletions/k2mQ8sV4xZ",
         *       "confirmation_code": "k2mQ8sV4xZ"
         *     }
         */
        DataDeletionResponse: {
            url: string;
            confirmation_code: string;
        };
        /**
         * @description In the network's own form
         * @example {
         *       "client_key": "…",
         *       "event": "post.publish.complete",
         *       "create_time": 1795000000
         *     }
         */
        NetworkEvent: {
            [key: string]: unknown;
        };
        /**
         * @example {
         *       "keywords": [
         *         "coffee",
         *         "home office"
         *       ],
         *       "limit": 5
         *     }
         */
        HashtagRequest: {
            /** @description What the post is about */
            keywords: (string & (unknown & unknown))[];
            /** @description Narrows it where the network has such a filter */
            industry?: string | null;
            /** @description 10 when left out */
            limit?: number | null;
            /** @description The account that asks; else the only one of the network */
            connection_id?: string | null;
            target_id?: string | null;
        };
        /**
         * @example {
         *       "suggestions": [
         *         {
         *           "tag": "coffee",
         *           "score": 0.71
         *         },
         *         {
         *           "tag": "homeoffice",
         *           "score": 0.42
         *         }
         *       ],
         *       "source": "platform_api",
         *       "generated_at": "2026-11-20T09:00:00.000Z",
         *       "stale": false
         *     }
         */
        HashtagResponse: {
            suggestions: {
                /** @description Without its sign */
                tag: string;
                /** @description Comparable between answers of one network and one source */
                score: number;
            }[];
            /**
             * @description `platform_api`: the network's own figures; `own_posts`: the account's past engagement
             * @enum {string}
             */
            source: "platform_api" | "own_posts";
            /**
             * Format: date-time
             * @description When the network was asked
             */
            generated_at: string;
            /** @description True: older than it should be, because the network could not be asked */
            stale: boolean;
        };
        /**
         * @example {
         *       "suggested_times": [
         *         {
         *           "day_of_week": 1,
         *           "hour_of_day": 9,
         *           "score": 0.7
         *         }
         *       ],
         *       "confidence": "low",
         *       "sample_size": 24,
         *       "timezone": "Europe/Berlin",
         *       "source": "own_posts",
         *       "generated_at": "2026-11-20T09:00:00.000Z",
         *       "stale": false
         *     }
         */
        BestTimesResponse: {
            /** @description Best first; empty where no hour stands out */
            suggested_times: {
                /** @description 0 is Monday */
                day_of_week: number;
                hour_of_day: number;
                /** @description 0.5 is the account's average, 2/3 twice as much engagement */
                score: number;
            }[];
            /** @enum {string} */
            confidence: "high" | "medium" | "low";
            /** @description Posts that were counted */
            sample_size: number;
            timezone: string;
            /** @enum {string} */
            source: "own_posts";
            /**
             * Format: date-time
             * @description When the network was asked
             */
            generated_at: string;
            /** @description True: older than it should be, because the network could not be asked */
            stale: boolean;
        };
        /**
         * @description What a network takes, and whether it can be used now
         * @example {
         *       "platform": "x",
         *       "name": "X",
         *       "configured": true,
         *       "enabled": true,
         *       "healthy": true,
         *       "target_option": null,
         *       "post_types": [
         *         {
         *           "post_type": "poll",
         *           "required": [
         *             "text"
         *           ],
         *           "content_options": [
         *             "poll"
         *           ],
         *           "text": {
         *             "max_length": 280,
         *             "unit": "x_weighted",
         *             "max_hashtags": null,
         *             "discouraged_above_hashtags": null,
         *             "max_mentions": null,
         *             "source": {
         *               "url": "https://docs.x.com/x-api/media/introduction",
         *               "checked": "2026-11-01"
         *             }
         *           },
         *           "media": {
         *             "min": 0,
         *             "max": 0,
         *             "alone": [],
         *             "alt_text": null,
         *             "kinds": []
         *           },
         *           "options": {
         *             "title": "X poll",
         *             "type": "object"
         *           }
         *         }
         *       ]
         *     }
         */
        PlatformResponse: {
            /** @description Network, such as `instagram` or `x` */
            platform: string;
            name: string;
            /** @description This service has the network's app credentials */
            configured: boolean;
            /** @description Its toggle is on */
            enabled: boolean;
            /** @description False while all posts to it wait for an outage or for the operator */
            healthy: boolean;
            /** @description The option that names a Page, an organization or a board */
            target_option: string | null;
            post_types: components["schemas"]["PostTypeResponse"][];
        };
        PostTypeResponse: {
            post_type: string;
            /** @description What this type cannot do without */
            required: ("text" | "media")[];
            /** @description Options that need neither text nor media beside them */
            content_options: string[];
            /** @description Null where the network shows no text with this type */
            text: components["schemas"]["TextLimits"] | null;
            media: {
                min: number;
                max: number;
                /** @description Kinds that stand alone */
                alone: string[];
                alt_text: {
                    max_length: number;
                    kinds: string[];
                    source: components["schemas"]["RuleSource"];
                } | null;
                kinds: components["schemas"]["MediaLimits"][];
            };
            /** @description JSON Schema of `platform_specific_options` for this type */
            options: {
                [key: string]: unknown;
            };
        };
        TextLimits: {
            max_length: number;
            /**
             * @description How the network counts: `x_weighted` is X's own way (twitter-text 3)
             * @enum {string}
             */
            unit: "code_points" | "utf16" | "x_weighted";
            max_hashtags: number | null;
            /** @description More than this is only a warning */
            discouraged_above_hashtags: number | null;
            max_mentions: number | null;
            source: components["schemas"]["RuleSource"];
        };
        /** @description Where the network says so, and when that was read */
        RuleSource: {
            url: string;
            checked: string;
        };
        /** @description What one kind of file must be like; null: no rule is known */
        MediaLimits: {
            /** @description image, gif, video … */
            kind: string;
            /** @description Judged by content, not by name */
            mime_types: string[];
            min_bytes: number | null;
            max_bytes: number;
            min_width: number | null;
            max_width: number | null;
            min_height: number | null;
            max_height: number | null;
            /** @description Of the longer side, whichever it is */
            min_long_side: number | null;
            /** @description width / height */
            min_ratio: number | null;
            max_ratio: number | null;
            min_seconds: number | null;
            max_seconds: number | null;
            min_fps: number | null;
            max_fps: number | null;
            max_frames: number | null;
            /** @description width × height */
            max_pixels: number | null;
            /** @description The same over all frames */
            max_total_pixels: number | null;
            max_bits_per_second: number | null;
            /** @description Hz */
            max_audio_rate: number | null;
            max_audio_channels: number | null;
            /** @description Of documents whose pages can be counted: PDF and PPTX */
            max_pages: number | null;
            /** @description The index (moov) of a film must stand before its pictures */
            index_first: boolean;
            /** @description What is taken all the same, with a warning */
            advice: {
                says: string;
                source: components["schemas"]["RuleSource"];
            }[];
            video_codecs: string[] | null;
            audio_codecs: string[] | null;
            source: components["schemas"]["RuleSource"];
        };
        /** Instagram post */
        InstagramPostOptions: {
            /** @description Id of a Facebook Page that has a location */
            location_id?: string | null;
            /** @description People in the image; 0,0 is its upper left */
            user_tags?: {
                username: string;
                x: number;
                y: number;
            }[] | null;
            /** @description Accounts invited to share the post as their own */
            collaborators?: string[] | null;
            /** @description Shows the label for AI content */
            is_ai_generated?: boolean | null;
            /** @description A comment by the account, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "post" | null;
        };
        /** Instagram carousel */
        InstagramCarouselOptions: {
            /** @description Id of a Facebook Page that has a location */
            location_id?: string | null;
            /** @description People in the images; videos of a carousel take no tags */
            user_tags?: {
                username: string;
                x: number;
                y: number;
                /** @description Which image, from 0 */
                item: number;
            }[] | null;
            /** @description Accounts invited to share the post as their own */
            collaborators?: string[] | null;
            /** @description Also shown in the feed, not only under Reels */
            share_to_feed?: boolean | null;
            /** @description Shows the label for AI content */
            is_ai_generated?: boolean | null;
            /** @description A comment by the account, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "carousel" | null;
        };
        /** Instagram reel */
        InstagramReelOptions: {
            /** @description Id of a Facebook Page that has a location */
            location_id?: string | null;
            user_tags?: {
                username: string;
            }[] | null;
            /** @description Accounts invited to share the post as their own */
            collaborators?: string[] | null;
            /** @description A JPEG up to 8 MB that Instagram fetches; wins over thumb_offset */
            cover_url?: string | null;
            /** @description Milliseconds into the video */
            thumb_offset?: number | null;
            /** @description Also shown in the feed, not only under Reels */
            share_to_feed?: boolean | null;
            /** @description Name of the original sound */
            audio_name?: string | null;
            /** @description Shown to non-followers first */
            trial_params?: {
                /** @enum {string} */
                graduation_strategy: "MANUAL" | "SS_PERFORMANCE";
            } | null;
            /** @description Shows the label for AI content */
            is_ai_generated?: boolean | null;
            /** @description A comment by the account, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "reel" | null;
        };
        /** Instagram story */
        InstagramStoryOptions: {
            user_tags?: {
                username: string;
                x?: number;
                y?: number;
            }[] | null;
            /** @description When left out, the assets decide */
            post_type?: "story" | null;
        };
        /** Facebook post */
        FacebookPostOptions: {
            /** @description Shown with a preview that Facebook reads from the page; not together with photos */
            link?: string | null;
            /** @description A comment by the Page, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "post" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            page_id?: string | null;
        };
        /** Facebook video */
        FacebookVideoOptions: {
            title?: string | null;
            /** @description A comment by the Page, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "video" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            page_id?: string | null;
        };
        /** Facebook reel */
        FacebookReelOptions: {
            title?: string | null;
            /** @description A comment by the Page, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "reel" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            page_id?: string | null;
        };
        /** Facebook story */
        FacebookStoryOptions: {
            /** @description When left out, the assets decide */
            post_type?: "story" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            page_id?: string | null;
        };
        /** LinkedIn post */
        LinkedInPostOptions: {
            /** @description Who sees it; PUBLIC when left out, and always for an organization */
            visibility?: ("PUBLIC" | "CONNECTIONS" | "LOGGED_IN") | null;
            /** @description Nobody may repost it */
            is_reshare_disabled_by_author?: boolean | null;
            /** @description A comment by the author, made right after the post */
            first_comment?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "post" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            company_urn?: string | null;
        };
        /** LinkedIn article */
        LinkedInArticleOptions: {
            /** @description Who sees it; PUBLIC when left out, and always for an organization */
            visibility?: ("PUBLIC" | "CONNECTIONS" | "LOGGED_IN") | null;
            /** @description Nobody may repost it */
            is_reshare_disabled_by_author?: boolean | null;
            /** @description A comment by the author, made right after the post */
            first_comment?: string | null;
            /**
             * Format: uri
             * @description The link
             */
            source: string;
            /** @description LinkedIn does not read the page itself: without these there is no preview */
            title: string;
            description?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "article" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            company_urn?: string | null;
        };
        /** LinkedIn video */
        LinkedInVideoOptions: {
            /** @description Who sees it; PUBLIC when left out, and always for an organization */
            visibility?: ("PUBLIC" | "CONNECTIONS" | "LOGGED_IN") | null;
            /** @description Nobody may repost it */
            is_reshare_disabled_by_author?: boolean | null;
            /** @description A comment by the author, made right after the post */
            first_comment?: string | null;
            title?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "video" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            company_urn?: string | null;
        };
        /** LinkedIn document */
        LinkedInDocumentOptions: {
            /** @description Who sees it; PUBLIC when left out, and always for an organization */
            visibility?: ("PUBLIC" | "CONNECTIONS" | "LOGGED_IN") | null;
            /** @description Nobody may repost it */
            is_reshare_disabled_by_author?: boolean | null;
            /** @description A comment by the author, made right after the post */
            first_comment?: string | null;
            /** @description Shown above the document */
            title: string;
            /** @description When left out, the assets decide */
            post_type?: "document" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            company_urn?: string | null;
        };
        /** LinkedIn poll */
        LinkedInPollOptions: {
            /** @description Who sees it; PUBLIC when left out, and always for an organization */
            visibility?: ("PUBLIC" | "CONNECTIONS" | "LOGGED_IN") | null;
            /** @description Nobody may repost it */
            is_reshare_disabled_by_author?: boolean | null;
            /** @description A comment by the author, made right after the post */
            first_comment?: string | null;
            question: string;
            options: string[];
            /** @enum {string} */
            duration: "ONE_DAY" | "THREE_DAYS" | "SEVEN_DAYS" | "FOURTEEN_DAYS";
            /** @description When left out, the assets decide */
            post_type?: "poll" | null;
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            company_urn?: string | null;
        };
        /** X post */
        XPostOptions: {
            /** @description Who may reply; everybody when left out */
            reply_settings?: ("following" | "mentionedUsers" | "subscribers" | "verified") | null;
            /** @description Discloses media made by AI */
            made_with_ai?: boolean | null;
            /** @description Id of the post to quote, without media; X lets Enterprise apps alone quote (since 2026-04-20) */
            quote_post_id?: string | null;
            /** @description When left out, the assets decide */
            post_type?: "post" | null;
        };
        /** X thread */
        XThreadOptions: {
            /** @description The posts of the thread, in order */
            parts: {
                /** @default  */
                text: string;
                /** @description Indexes into the assets of the post; each asset belongs to one part */
                assets?: number[] | null;
            }[];
            /** @description Who may reply; everybody when left out */
            reply_settings?: ("following" | "mentionedUsers" | "subscribers" | "verified") | null;
            /** @description Discloses media made by AI */
            made_with_ai?: boolean | null;
            /** @description When left out, the assets decide */
            post_type?: "thread" | null;
        };
        /** X poll */
        XPollOptions: {
            /** @description What can be voted for, in order */
            choices: string[];
            /** @description How long votes are taken; a week at the most */
            duration_minutes: number;
            /** @description Who may reply; everybody when left out */
            reply_settings?: ("following" | "mentionedUsers" | "subscribers" | "verified") | null;
            /** @description Discloses media made by AI */
            made_with_ai?: boolean | null;
            /** @description When left out, the assets decide */
            post_type?: "poll" | null;
        };
        /** Pinterest post */
        PinterestPostOptions: {
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            board_id?: string | null;
            /** @description A section of that board */
            board_section_id?: string | null;
            title?: string | null;
            /** @description Where a click on it leads */
            link?: string | null;
            /** @description Shown until the picture is loaded */
            dominant_color?: string | null;
            /** @description Discloses what AI made */
            ai_disclosures?: {
                values: ("AI_MODIFIED" | "SYNTHETIC_PERFORMER")[];
            } | null;
            /** @description When left out, the assets decide */
            post_type?: "post" | null;
        };
        /** Pinterest carousel */
        PinterestCarouselOptions: {
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            board_id?: string | null;
            /** @description A section of that board */
            board_section_id?: string | null;
            title?: string | null;
            /** @description Where a click on it leads */
            link?: string | null;
            /** @description Shown until the picture is loaded */
            dominant_color?: string | null;
            /** @description Discloses what AI made */
            ai_disclosures?: {
                values: ("AI_MODIFIED" | "SYNTHETIC_PERFORMER")[];
            } | null;
            /** @description Which picture is the cover, from 0 */
            index?: number | null;
            /** @description What single pictures say and lead to, in their order */
            items?: {
                title?: string | null;
                description?: string | null;
                /** @description Where a click on it leads */
                link?: string | null;
            }[] | null;
            /** @description When left out, the assets decide */
            post_type?: "carousel" | null;
        };
        /** Pinterest video */
        PinterestVideoOptions: {
            /** @description Where it goes, by the id of a target of the connection; the default one when left out */
            board_id?: string | null;
            /** @description A section of that board */
            board_section_id?: string | null;
            title?: string | null;
            /** @description Where a click on it leads */
            link?: string | null;
            /** @description Shown until the picture is loaded */
            dominant_color?: string | null;
            /** @description Discloses what AI made */
            ai_disclosures?: {
                values: ("AI_MODIFIED" | "SYNTHETIC_PERFORMER")[];
            } | null;
            /** @description Second of the film that is its cover, where no picture is given; 0 when left out */
            cover_image_key_frame_time?: number | null;
            /** @description When left out, the assets decide */
            post_type?: "video" | null;
        };
        /** TikTok video */
        TikTokVideoOptions: {
            /**
             * @description Who may see it; one of those the creator info offers
             * @enum {string}
             */
            privacy_level: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
            /** @description Nobody may comment */
            disable_comment: boolean;
            /** @description It promotes the owner’s own business */
            brand_organic_toggle: boolean;
            /** @description It is a paid partnership with a third party */
            brand_content_toggle: boolean;
            /** @description Nobody may make a Duet of it */
            disable_duet: boolean;
            /** @description Nobody may stitch it */
            disable_stitch: boolean;
            /** @description Moment of the film that is its cover */
            video_cover_timestamp_ms?: number | null;
            /** @description Discloses that AI made it */
            is_aigc?: boolean | null;
            /** @description When left out, the assets decide */
            post_type?: "video" | null;
        };
        /** TikTok photo */
        TikTokPhotoOptions: {
            /**
             * @description Who may see it; one of those the creator info offers
             * @enum {string}
             */
            privacy_level: "PUBLIC_TO_EVERYONE" | "MUTUAL_FOLLOW_FRIENDS" | "FOLLOWER_OF_CREATOR" | "SELF_ONLY";
            /** @description Nobody may comment */
            disable_comment: boolean;
            /** @description It promotes the owner’s own business */
            brand_organic_toggle: boolean;
            /** @description It is a paid partnership with a third party */
            brand_content_toggle: boolean;
            /** @description Stands above the description */
            title?: string | null;
            /** @description Which photo is the cover, from 0 */
            photo_cover_index?: number | null;
            /** @description TikTok adds music; it can be changed in the app */
            auto_add_music?: boolean | null;
            /** @description Discloses that AI made it */
            is_aigc?: boolean | null;
            /** @description When left out, the assets decide */
            post_type?: "photo" | null;
        };
        /** TikTok draft */
        TikTokDraftOptions: {
            /** @description Stands above the description */
            title?: string | null;
            /** @description Which photo is the cover, from 0 */
            photo_cover_index?: number | null;
            /** @description When left out, the assets decide */
            post_type?: "draft" | null;
        };
        /**
         * @example {
         *       "user_id": "alice",
         *       "occurred_at": "2026-11-21T09:30:01.000Z",
         *       "job_id": "0198f2a4-91d0-7a44-8f11-6d0f3f2b7c10",
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "platform": "instagram",
         *       "status": "Published",
         *       "version": 1,
         *       "error_code": null,
         *       "post_url": "https://www.instagram.com/p/ABC/"
         *     }
         */
        PublishJobEvent: {
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            occurred_at: string;
            job_id: string;
            connection_id: string;
            platform: string;
            status: string;
            /** @description Raised by each change of the job's owner, a retry too */
            version: number;
            error_code: string | null;
            post_url: string | null;
        };
        /**
         * @example {
         *       "user_id": "alice",
         *       "occurred_at": "2026-11-21T08:00:00.000Z",
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "platform": "x",
         *       "version": 2
         *     }
         */
        ConnectionEvent: {
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            occurred_at: string;
            connection_id: string;
            platform: string;
            /** @description Of the grant: raised by each new consent */
            version?: number;
        };
        /**
         * @example {
         *       "user_id": "alice",
         *       "occurred_at": "2026-11-21T08:00:00.000Z",
         *       "connection_id": "5f0c2c4e-9c1b-5d0e-8a67-1b8f4b0f6f3a",
         *       "platform": "instagram",
         *       "version": 1,
         *       "expires_at": "2026-11-28T08:00:00.000Z"
         *     }
         */
        ConnectionExpiringEvent: {
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            occurred_at: string;
            connection_id: string;
            platform: string;
            /** @description Of the grant: raised by each new consent */
            version?: number;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            expires_at: string;
        };
        /**
         * @example {
         *       "user_id": "alice",
         *       "occurred_at": "2026-11-21T08:00:21.000Z",
         *       "generation_id": "0198f2a4-7c1e-7d3a-9b52-3f6a1c0d9e77",
         *       "status": "completed",
         *       "count": 2,
         *       "images": 2
         *     }
         */
        GenerationEvent: {
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            occurred_at: string;
            generation_id: string;
            status: string;
            /** @description Images asked for */
            count: number;
            /** @description Images made */
            images: number;
        };
        /**
         * @example {
         *       "user_id": "alice",
         *       "occurred_at": "2026-11-21T08:00:00.000Z",
         *       "webhook_endpoint_id": "0198f2a4-a3b7-7c02-9d41-52e8f0a1b6c3",
         *       "reason": "gone",
         *       "failing_since": "2026-11-21T08:00:00.000Z"
         *     }
         */
        WebhookEndpointDisabledEvent: {
            user_id: string;
            /**
             * Format: date-time
             * @description RFC 3339
             */
            occurred_at: string;
            webhook_endpoint_id: string;
            /**
             * @description `failing`: for days; `gone`: it answered 410
             * @enum {string}
             */
            reason: "failing" | "gone";
            /**
             * Format: date-time
             * @description RFC 3339
             */
            failing_since: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    connect: {
        parameters: {
            query?: {
                /** @description Where the browser goes at last; an allowed URL */
                return_to?: string;
            };
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For callers that accept JSON */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorizationResponse"];
                };
            };
            /** @description To the consent page */
            307: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_disabled`: The network is switched off by its toggle. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    callback: {
        parameters: {
            query?: {
                /** @description Ours, as it was given to the network */
                state?: string;
                /** @description What the network gives for a consent */
                code?: string;
                /** @description The network's word for a refusal */
                error?: string;
                /** @description The network's sentence beside it */
                error_description?: string;
            };
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialConnectionResponse"];
                };
            };
            /** @description To `return_to`, with `connection_id`, `connect_code` or `error` */
            303: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `oauth_connection_failed`: The account could not be connected; see reason. `unsupported_platform`: No such network here. `platform_disabled`: The network is switched off by its toggle. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_unavailable`: The network does not answer. `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    complete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompleteRequest"];
            };
        };
        responses: {
            /** @description Connected */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialConnectionResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_disabled`: The network is switched off by its toggle. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "list-connections": {
        parameters: {
            query?: {
                /** @description Network, such as `instagram` or `x` */
                platform?: string;
                /** @description Only those */
                status?: "active" | "expiring" | "needs_reauth";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialConnectionResponse"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    targets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The default one is marked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTarget"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `reauth_required`: The account must be connected again. `insufficient_permissions`: The connected account may not do this on the network. `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_rate_limited`: The network's limit is spent. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_error`: The network answered with an error. */
            502: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_unavailable`: The network does not answer. `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    limits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Fields nobody knows are null */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionLimits"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `reauth_required`: The account must be connected again. `insufficient_permissions`: The connected account may not do this on the network. `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_rate_limited`: The network's limit is spent. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_error`: The network answered with an error. */
            502: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_unavailable`: The network does not answer. `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    disconnect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disconnected; its open jobs are cancelled */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishRequest"];
            };
        };
        responses: {
            /** @description Accepted; `Location` is the job */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. `content_validation_failed`: The content breaks the network's rules; see violations. `platform_disabled`: The network is switched off by its toggle. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `usage_limit`: You have begun as much today, or have as much under way, as one user may; see reason. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleRequest"];
            };
        };
        responses: {
            /** @description Accepted; `Location` is the job */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. `content_validation_failed`: The content breaks the network's rules; see violations. `platform_disabled`: The network is switched off by its toggle. `invalid_schedule_time`: The time is past, over a year ahead, or has no zone. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `usage_limit`: You have begun as much today, or have as much under way, as one user may; see reason. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    validate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ValidateRequest"];
            };
        };
        responses: {
            /** @description Whether the network would take it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValidationResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "job-status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_not_found`: No such publish job of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "get-job": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobDetailResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_not_found`: No such publish job of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancelled; repeatable */
            200: {
                headers: {
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_not_found`: No such publish job of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_state_conflict`: The job is past the state this needs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    change: {
        parameters: {
            query?: never;
            header?: {
                /** @description Only if this is still the version; see `ETag`. */
                "If-Match"?: string;
            };
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["ChangeRequest"];
                "application/json": components["schemas"]["ChangeRequest"];
            };
        };
        responses: {
            /** @description Changed */
            200: {
                headers: {
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. `content_validation_failed`: The content breaks the network's rules; see violations. `invalid_schedule_time`: The time is past, over a year ahead, or has no zone. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_not_found`: No such publish job of yours. `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. `job_state_conflict`: The job is past the state this needs. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "list-jobs": {
        parameters: {
            query?: {
                /** @description Network, such as `instagram` or `x` */
                platform?: string;
                /** @description One of Scheduled, Pending, Processing, Unknown, Failed, Published, ContentRejected, Cancelled, or the same in snake_case */
                status?: string;
                /** @description Only of this connection */
                connection_id?: string;
                /** @description RFC 3339 with a zone: not before */
                scheduled_from?: string;
                /** @description RFC 3339 with a zone: not after */
                scheduled_to?: string;
                /** @description How many at most */
                limit?: number;
                /** @description From the `Link` header of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first, or by `scheduled_at` when a range is asked */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page; absent on the last one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `invalid_cursor`: The cursor is not one of this list. `unsupported_platform`: No such network here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryRequest"];
            };
        };
        responses: {
            /** @description Accepted again */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description The version, to be given back as `If-Match` */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishJobResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_not_found`: No such publish job of yours. `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `job_state_conflict`: The job is past the state this needs. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `usage_limit`: You have begun as much today, or have as much under way, as one user may; see reason. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "publish-social": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishSocialRequest"];
            };
        };
        responses: {
            /** @description Live */
            200: {
                headers: {
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishSocialResponse"];
                };
            };
            /** @description Still on its way after 25 s, or too many wait already; `Location` is the job */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublishSocialResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `content_validation_failed`: The content breaks the network's rules; see violations. `platform_disabled`: The network is switched off by its toggle. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `reauth_required`: The account must be connected again. `insufficient_permissions`: The connected account may not do this on the network. `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. `job_state_conflict`: The job is past the state this needs. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `content_rejected`: The network or its rules refuse this content. `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `platform_rate_limited`: The network's limit is spent. `usage_limit`: You have begun as much today, or have as much under way, as one user may; see reason. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_error`: The network answered with an error. */
            502: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `outcome_unknown`: Whether the post is live could not be found out. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SocialErrorDetail"];
                };
            };
        };
    };
    "list-assets": {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: number;
                /** @description From the `Link` header of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page; absent on the last one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetResponse"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `invalid_cursor`: The cursor is not one of this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "create-asset": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateAssetRequest"];
            };
        };
        responses: {
            /** @description Pending until the file has arrived and was measured; `Location` is the asset */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAssetResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "get-asset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The asset */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssetDetailResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "remove-asset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone, and its file with it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_not_found`: No such asset of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `asset_state_conflict`: The asset is not ready, or an open job needs it. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "list-generations": {
        parameters: {
            query?: {
                /** @description How many at most */
                limit?: number;
                /** @description From the `Link` header of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page; absent on the last one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationResponse"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `invalid_cursor`: The cursor is not one of this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "create-generation": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateGenerationRequest"];
            };
        };
        responses: {
            /** @description Requested, and its quota spent; `Location` is the generation */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `generations_not_configured`: No orchestrator that makes images is configured here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `quota_exceeded`: The quota of this period is spent; see resets_at. `usage_limit`: You have begun as much today, or have as much under way, as one user may; see reason. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "generation-quota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of the current period */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationQuotaResponse"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "get-generation": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The generation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerationResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `generation_not_found`: No such generation of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "generation-callback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerationCallback"];
            };
        };
        responses: {
            /** @description `accepted`, or `ignored` when it comes again or too late: then nothing was changed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `invalid_signature`: The signature, its time or the token is not right. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `generation_not_found`: No such generation of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "list-webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointResponse"][];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "create-webhook-endpoint": {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body give the same answer; another body is refused. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description `true`: this is the answer of an earlier call with this key */
                    "Idempotency-Replayed"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedWebhookEndpoint"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsafe_url`: The URL may not be fetched from here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_limit`: Every webhook endpoint you may have is taken. `erasure_running`: Everything of yours is being deleted; until that is done nothing new is taken. */
            409: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `idempotency_key_reused`: The key was used with another body. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "delete-webhook-endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted, with what was on its way there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_not_found`: No such webhook endpoint of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "rotate-webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For a day both secrets sign */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedSecret"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_not_found`: No such webhook endpoint of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "test-webhook-endpoint": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What came back, good or bad */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookTestResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_not_found`: No such webhook endpoint of yours. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "redeliver-event": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description UUID */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedeliverRequest"];
            };
        };
        responses: {
            /** @description On its way, with the id it had */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_not_found`: No such webhook endpoint of yours. `event_not_found`: No such event of yours in the last 30 days. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `webhook_endpoint_disabled`: The webhook endpoint is disabled until a test of it succeeds. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "list-events": {
        parameters: {
            query?: {
                /** @description Id of the last event you have */
                after?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first, of the last 30 days; `Link` leads on while there are more */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page; absent on the last one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventResponse"][];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `invalid_cursor`: The cursor is not one of this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "export-data": {
        parameters: {
            query?: {
                /** @description Where to begin; the first when absent */
                kind?: "connections" | "jobs" | "assets" | "generations" | "events" | "webhook_endpoints";
                /** @description From the `Link` header of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page; `Link` leads on through every kind, to the end */
            200: {
                headers: {
                    /** @description `<…>; rel="next"`: the next page; absent on the last one */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataPage"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `invalid_cursor`: The cursor is not one of this list. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "delete-data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun, or running already; `Location` is the receipt, which is open to whoever has its code */
            202: {
                headers: {
                    /** @description Where to ask what becomes of it, or where to go */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataDeletionReceipt"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    deauthorize: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["SignedRequest"];
            };
        };
        responses: {
            /** @description Grants older than the call need a new consent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `invalid_signature`: The signature, its time or the token is not right. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `not_found`: No such route. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "data-deletion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["SignedRequest"];
            };
        };
        responses: {
            /** @description It will be deleted; the URL says when */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataDeletionResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `invalid_signature`: The signature, its time or the token is not right. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `not_found`: No such route. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "network-event": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NetworkEvent"];
            };
        };
        responses: {
            /** @description Heard */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `invalid_signature`: The signature, its time or the token is not right. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `not_found`: No such route. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "get-data-deletion": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The confirmation code */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For people a page, when their browser asks for one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataDeletionReceipt"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `deletion_not_found`: No data deletion has this code. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    hashtags: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HashtagRequest"];
            };
        };
        responses: {
            /** @description Best first; empty where nothing is known */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HashtagResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_disabled`: The network is switched off by its toggle. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `reauth_required`: The account must be connected again. `insufficient_permissions`: The connected account may not do this on the network. `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `insights_not_available`: Nobody offers this insight honestly here; the detail says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `payload_too_large`: The body is over the size of this route. Or it is more than the gateway takes. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unsupported_media_type`: The body must be application/json. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_rate_limited`: The network's limit is spent. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_error`: The network answered with an error. */
            502: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_unavailable`: The network does not answer. `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "best-times": {
        parameters: {
            query?: {
                /** @description UUID */
                connection_id?: string;
                /** @description One of `/connections/{id}/targets`; else the only or default one */
                target_id?: string;
                /** @description A name of the IANA database; UTC when left out */
                timezone?: string;
            };
            header?: never;
            path: {
                /** @description Network, such as `instagram` or `x` */
                platform: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By the posts of the last 90 days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BestTimesResponse"];
                };
            };
            /** @description `invalid_input`: The request does not fit the contract; see violations. `unsupported_platform`: No such network here. `platform_disabled`: The network is switched off by its toggle. `platform_not_configured`: The network has no app credentials here. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `reauth_required`: The account must be connected again. `insufficient_permissions`: The connected account may not do this on the network. `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `connection_not_found`: No such connection of yours. `insights_not_available`: Nobody offers this insight honestly here; the detail says why. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_rate_limited`: The network's limit is spent. More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `platform_error`: The network answered with an error. */
            502: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description `platform_unavailable`: The network does not answer. `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusResponse"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description No function answered in time. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description No function answered in time. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    platforms: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every network of this service */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlatformResponse"][];
                };
            };
            /** @description `unauthorized`: No valid token. Or the gateway refuses the token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `insufficient_scope`: The token lacks the scope of this route. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"];
                };
            };
            /** @description More requests at once than this stage takes. */
            429: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `internal_error`: Our fault; it is in our logs. Or the function failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
            /** @description `unavailable`: A part of ours does not answer; nothing was lost. No function answered in time. */
            503: {
                headers: {
                    /** @description Seconds, where they are known */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["GatewayRefusal"];
                };
            };
        };
    };
    "publish_job.published": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "publish_job.published";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["PublishJobEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "publish_job.rejected": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "publish_job.rejected";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["PublishJobEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "publish_job.failed": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "publish_job.failed";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["PublishJobEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "publish_job.unknown": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "publish_job.unknown";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["PublishJobEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "publish_job.cancelled": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "publish_job.cancelled";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["PublishJobEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "connection.needs_reauth": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.needs_reauth";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["ConnectionEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "connection.expiring": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "connection.expiring";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["ConnectionExpiringEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "generation.completed": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "generation.completed";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["GenerationEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "generation.failed": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "generation.failed";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["GenerationEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    "webhook_endpoint.disabled": {
        parameters: {
            query?: never;
            header: {
                /** @description Id of the event, the same at every try */
                "webhook-id": string;
                /** @description Of this try, in seconds */
                "webhook-timestamp": string;
                /** @description `v1,…` by each secret that is valid, with blanks between */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    type: "webhook_endpoint.disabled";
                    /** Format: date-time */
                    timestamp: string;
                    data: components["schemas"]["WebhookEndpointDisabledEvent"];
                };
            };
        };
        responses: {
            /** @description Taken; anything else is sent again */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
