/** Generated from openapi.json by `make schema`. Do not edit. */

export interface paths {
    "/api/v1/corpora/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the shared corpora by name. The corpus of a study stands below the study. */
        get: operations["corpora"];
        put?: never;
        /** @description Make a shared corpus, as an administrator. */
        post: operations["make_corpus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a shared corpus. */
        get: operations["shared_corpus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Change the name or the maintainers of a shared corpus, as an administrator. */
        patch: operations["shared_change_corpus"];
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the advisories that satisfy a filter. */
        get: operations["shared_advisories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an advisory with its current text and its records; `key` may be an alias. */
        get: operations["shared_advisory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the texts of an advisory, newest first. */
        get: operations["shared_advisory_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/documents/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one text of an advisory. */
        get: operations["shared_advisory_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/documents/{number}/difference/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Compare a text with an earlier one, word by word. */
        get: operations["shared_advisory_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/records/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the revisions of an advisory's records, newest first, with the facts that they changed. */
        get: operations["shared_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/records/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download a source record, unchanged. */
        get: operations["shared_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/{key}/split/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Split an advisory in two. Later imports do not join them again. */
        post: operations["shared_split_advisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/facets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Count the advisories that satisfy a filter, per choice of each field. */
        get: operations["shared_advisory_facets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/join/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Join two advisories by hand. */
        post: operations["shared_join_advisories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/severities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Count the advisories that satisfy a filter, per severity band. */
        get: operations["shared_advisory_severities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/severities.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the bar chart of the severity bands. */
        get: operations["shared_advisory_severity_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/waiting/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the records that wait for a decision, newest first. */
        get: operations["shared_waiting_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/advisories/waiting/{number}/decide/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Decide about a record that waits, once. */
        post: operations["shared_decide_waiting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the imports, newest first. */
        get: operations["shared_imports"];
        put?: never;
        /** @description Start the import of small files, or of files that were sent in pieces before. */
        post: operations["shared_start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an import with its first rejections and remarks. */
        get: operations["shared_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/{number}/problems.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download all stored rejections as CSV, with formulas escaped. */
        get: operations["shared_import_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/{number}/resume/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Resume a live import that failed or was cancelled. */
        post: operations["shared_resume_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/{number}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return what undoing an import would do, or why it is refused. */
        get: operations["shared_preview_undo"];
        put?: never;
        /** @description Undo an import: what it stored goes, and what it changed is as before. Its report stays in the log. */
        post: operations["shared_undo_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/columns/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return the columns and first rows of a CSV, XLSX or ODS file. Nothing is stored. */
        post: operations["shared_table_columns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/daily/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the imports that are repeated every day, and what all imports changed on each day. */
        get: operations["shared_daily_imports"];
        put?: never;
        /** @description Import from a live source now and every day from now on. Only a shared corpus is kept current. */
        post: operations["shared_repeat_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/daily/{number}/stop/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Repeat an import no longer. What it stored stays. */
        post: operations["shared_stop_daily_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/imports/live/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the live sources of this server. */
        get: operations["shared_live_sources"];
        put?: never;
        /** @description Start an import from a live source. */
        post: operations["shared_start_live_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/inspections/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the inspections, newest first. */
        get: operations["shared_inspections"];
        put?: never;
        /** @description Start to inspect projects, by their addresses or uploads. An item that fails does not end the others. */
        post: operations["shared_start_inspection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/inspections/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an inspection with what became of each of its items. */
        get: operations["shared_inspection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/project_decisions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the decisions on projects, newest first. */
        get: operations["shared_project_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/project_decisions/{number}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Undo a decision, unless a later one concerns the same projects. */
        post: operations["shared_undo_project_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/project_decisions/join/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Join projects: their identities and advisories gather under one. */
        post: operations["shared_join_projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/project_decisions/rename/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Give a project another name. Its address stays. */
        post: operations["shared_rename_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/project_decisions/take_out/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Take identities out of a project, with their advisories. */
        post: operations["shared_take_out_identities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/projects/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List projects: first those inspected last, then those with the most advisories, withdrawn ones included. */
        get: operations["shared_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/projects/{slug}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a project with its snapshots. */
        get: operations["shared_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/projects/{slug}/snapshots/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a snapshot with its profile and, unless they are hidden from you, the suggestions. */
        get: operations["shared_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/projects/{slug}/snapshots/{number}/evidence/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List the evidence of a snapshot.
         *
         *     Where the suggestions are hidden from you, it is that of the profile, numbered in the order of its text.
         */
        get: operations["shared_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/saved_filters/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List one's own saved filters, by name. */
        get: operations["shared_saved_filters"];
        put?: never;
        /** @description Save a filter under a name. */
        post: operations["shared_save_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/corpora/{corpus}/saved_filters/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Delete a saved filter. */
        delete: operations["shared_remove_filter"];
        options?: never;
        head?: never;
        /** @description Change the name or the parameters of a saved filter. */
        patch: operations["shared_change_filter"];
        trace?: never;
    };
    "/api/v1/invitations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the studies to which your account is invited. */
        get: operations["own_invitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{number}/accept/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Accept an invitation for your account. You become a member of the study. */
        post: operations["accept_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{number}/decline/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Decline an invitation for your account. The lead sees that you declined. */
        post: operations["decline_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List one's own jobs: running ones first, then queued ones, then the last that ended. */
        get: operations["jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one of one's own jobs. */
        get: operations["job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{number}/cancel/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Cancel a job that has not ended. Finished batches of an import remain stored. */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join/{secret}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the invitation of a link. */
        get: operations["invitation"];
        put?: never;
        /** @description Accept an invitation: create an account, join the study and sign in. */
        post: operations["join"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/join/{secret}/account/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Accept the invitation of a link for the account that is signed in. */
        post: operations["join_with_own_account"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The tables of facts of this version of the program, without any study. */
        get: operations["meta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List what administrators did with your account, newest first. */
        get: operations["notices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notices/{number}/close/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Close a notice. It stays on the account page. */
        post: operations["close_notice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/{study}/releases/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a public release, with the changes since the previous one if that is public too. */
        get: operations["public_release"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/{study}/releases/{number}/archive/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download all files of a public release as one zip file. */
        get: operations["public_release_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/{study}/releases/{number}/figures/{figure}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a figure of a public release as SVG. */
        get: operations["public_release_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/{study}/releases/{number}/files/{path}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download one file of a public release. */
        get: operations["public_release_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ratings/read/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Read files of ratings, check them and compute agreement. Nothing is stored. */
        post: operations["read_ratings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the signed-in user; null if there is none. */
        get: operations["session"];
        put?: never;
        /** @description Sign in. */
        post: operations["sign_in"];
        /** @description Sign out. */
        delete: operations["sign_out"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Change one's own password. */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the studies of which you are a member, newest first. */
        get: operations["studies"];
        put?: never;
        /** @description Create a study. You become its lead. */
        post: operations["create_study"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the study with its steps, as you may see them. */
        get: operations["study"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Change the title, question or data licence. */
        patch: operations["change_study"];
        trace?: never;
    };
    "/api/v1/studies/{study}/agreement/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the primary coefficient of each closed round, by number. */
        get: operations["agreement_over_time"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/activities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Add the activities of the inspection that the codebook of a study of projects does not have. */
        post: operations["add_activities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/changes/{file_format}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download all changes of the shared codebook, with author, time and reason. */
        get: operations["codebook_change_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/export/{file_format}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download the shared codebook. */
        get: operations["export_codebook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/import/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Add the codes of a REFI-QDA codebook (.qdc) to the shared codebook. */
        post: operations["import_codebook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/order/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Give the shared codes an order, with scores if wanted, or remove it. */
        put: operations["order_codes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codebook/versions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the frozen versions of the shared codebook, oldest first. */
        get: operations["codebook_versions"];
        put?: never;
        /** @description Freeze the shared codebook as a new version. */
        post: operations["freeze_codebook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the codes that you may see: shared codes, your own, and private codes of closed rounds. */
        get: operations["codes"];
        put?: never;
        /** @description Add a code. */
        post: operations["add_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/codes/{code_id}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** @description Change, retire or restore a code. */
        patch: operations["change_code"];
        trace?: never;
    };
    "/api/v1/studies/{study}/codes/{code_id}/merge/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return what the merge would change in each closed round that it touches. */
        get: operations["merge_effect"];
        put?: never;
        /** @description Merge the code into another. It is retired, and its codings are read as the other code. */
        post: operations["merge_code"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the advisories that satisfy a filter. */
        get: operations["own_advisories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an advisory with its current text and its records; `key` may be an alias. */
        get: operations["own_advisory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/documents/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the texts of an advisory, newest first. */
        get: operations["own_advisory_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/documents/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one text of an advisory. */
        get: operations["own_advisory_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/documents/{number}/difference/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Compare a text with an earlier one, word by word. */
        get: operations["own_advisory_difference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/records/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the revisions of an advisory's records, newest first, with the facts that they changed. */
        get: operations["own_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/records/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download a source record, unchanged. */
        get: operations["own_record"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/{key}/split/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Split an advisory in two. Later imports do not join them again. */
        post: operations["own_split_advisory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/facets/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Count the advisories that satisfy a filter, per choice of each field. */
        get: operations["own_advisory_facets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/join/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Join two advisories by hand. */
        post: operations["own_join_advisories"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/severities/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Count the advisories that satisfy a filter, per severity band. */
        get: operations["own_advisory_severities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/severities.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the bar chart of the severity bands. */
        get: operations["own_advisory_severity_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/waiting/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the records that wait for a decision, newest first. */
        get: operations["own_waiting_records"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/advisories/waiting/{number}/decide/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Decide about a record that waits, once. */
        post: operations["own_decide_waiting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the imports, newest first. */
        get: operations["own_imports"];
        put?: never;
        /** @description Start the import of small files, or of files that were sent in pieces before. */
        post: operations["own_start_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an import with its first rejections and remarks. */
        get: operations["own_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/{number}/problems.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download all stored rejections as CSV, with formulas escaped. */
        get: operations["own_import_problems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/{number}/resume/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Resume a live import that failed or was cancelled. */
        post: operations["own_resume_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/{number}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return what undoing an import would do, or why it is refused. */
        get: operations["own_preview_undo"];
        put?: never;
        /** @description Undo an import: what it stored goes, and what it changed is as before. Its report stays in the log. */
        post: operations["own_undo_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/columns/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return the columns and first rows of a CSV, XLSX or ODS file. Nothing is stored. */
        post: operations["own_table_columns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/daily/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the imports that are repeated every day, and what all imports changed on each day. */
        get: operations["own_daily_imports"];
        put?: never;
        /** @description Import from a live source now and every day from now on. Only a shared corpus is kept current. */
        post: operations["own_repeat_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/daily/{number}/stop/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Repeat an import no longer. What it stored stays. */
        post: operations["own_stop_daily_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/imports/live/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the live sources of this server. */
        get: operations["own_live_sources"];
        put?: never;
        /** @description Start an import from a live source. */
        post: operations["own_start_live_import"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/inspections/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the inspections, newest first. */
        get: operations["own_inspections"];
        put?: never;
        /** @description Start to inspect projects, by their addresses or uploads. An item that fails does not end the others. */
        post: operations["own_start_inspection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/inspections/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return an inspection with what became of each of its items. */
        get: operations["own_inspection"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/project_decisions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the decisions on projects, newest first. */
        get: operations["own_project_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/project_decisions/{number}/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Undo a decision, unless a later one concerns the same projects. */
        post: operations["own_undo_project_decision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/project_decisions/join/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Join projects: their identities and advisories gather under one. */
        post: operations["own_join_projects"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/project_decisions/rename/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Give a project another name. Its address stays. */
        post: operations["own_rename_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/project_decisions/take_out/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Take identities out of a project, with their advisories. */
        post: operations["own_take_out_identities"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/projects/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List projects: first those inspected last, then those with the most advisories, withdrawn ones included. */
        get: operations["own_projects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/projects/{slug}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a project with its snapshots. */
        get: operations["own_project"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/projects/{slug}/snapshots/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a snapshot with its profile and, unless they are hidden from you, the suggestions. */
        get: operations["own_snapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/projects/{slug}/snapshots/{number}/evidence/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List the evidence of a snapshot.
         *
         *     Where the suggestions are hidden from you, it is that of the profile, numbered in the order of its text.
         */
        get: operations["own_evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/saved_filters/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List one's own saved filters, by name. */
        get: operations["own_saved_filters"];
        put?: never;
        /** @description Save a filter under a name. */
        post: operations["own_save_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/corpus/saved_filters/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Delete a saved filter. */
        delete: operations["own_remove_filter"];
        options?: never;
        head?: never;
        /** @description Change the name or the parameters of a saved filter. */
        patch: operations["own_change_filter"];
        trace?: never;
    };
    "/api/v1/studies/{study}/events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the events that you may see, newest first. */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/invitations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the invitations to the study, newest first. */
        get: operations["invitations"];
        put?: never;
        /** @description Invite a person to the study, by a link or by the name of an account. */
        post: operations["invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/invitations/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Withdraw an invitation that nobody has accepted. */
        delete: operations["withdraw_invitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/leave/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Leave the study. What you submitted stays under your name in it, without your account. */
        post: operations["leave_study"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/members/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the members, those who are invited or retired included; not those who declined. */
        get: operations["members"];
        put?: never;
        /** @description Invite the account of a person, who becomes a member by accepting. A rater without an account is added. */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/members/{name}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * @description Change the roles of a member, retire the member, or undo that.
         *
         *     The role of rater is offered to a person who did not have it, and takes effect when they accept.
         */
        patch: operations["change_member"];
        trace?: never;
    };
    "/api/v1/studies/{study}/members/{name}/account/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Invite the account of a person who is to take over a member without one. */
        put: operations["link_account"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/offered_roles/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Accept or decline the roles that the lead offers to you. */
        post: operations["answer_offered_roles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List all releases of the study, oldest first. */
        get: operations["releases"];
        put?: never;
        /** @description Publish a release in a background job. Its `result` is the number, as `release`. */
        post: operations["publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a release with its results and the changes since the previous one. */
        get: operations["release"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/{number}/archive/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download all files of a release as one zip file. */
        get: operations["release_archive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/{number}/figures/{figure}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return a figure of a release as SVG. */
        get: operations["release_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/{number}/files/{path}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download one file of a release. */
        get: operations["release_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/{number}/public/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Grant public access to the release. */
        put: operations["grant_public_access"];
        post?: never;
        /** @description Revoke public access to the release. */
        delete: operations["revoke_public_access"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/releases/in_progress/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the job that is creating a release, if there is one. All members may see its progress. */
        get: operations["release_in_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the rounds of a study, or plan a new one. */
        get: operations["rounds"];
        put?: never;
        /** @description List the rounds of a study, or plan a new one. */
        post: operations["plan_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description A view below /studies/<study>/rounds/<number>/. */
        get: operations["round"];
        /** @description A view below /studies/<study>/rounds/<number>/. */
        put: operations["replan_round"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/agreement/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the agreement of a closed round, computed from first ratings. */
        get: operations["agreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/agreement/report/{file_format}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download the agreement report in the form that a release has it. */
        get: operations["agreement_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/allocation/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The planned allocation of units to raters. Not available after the round opens. */
        get: operations["round_allocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/close/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A view below /studies/<study>/rounds/<number>/. */
        post: operations["close_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codes/{code_id}/recode/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List your own units that have the code. */
        get: operations["recode_scope"];
        put?: never;
        /** @description Replace the code in your own codings. Each changed unit gets a new version. */
        post: operations["recode_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codes/recode/undo/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Undo your last replacement of a code. */
        post: operations["undo_recoding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codings/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List submitted codings: your own while the round is sealed, those of all raters afterwards. */
        get: operations["codings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codings/import/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Import ratings from files as submissions: your own, or as a lead those of members without an account.
         *
         *     The files are those of `manage.py agreement`. If they can be read in several ways, the answer has all questions.
         */
        post: operations["import_ratings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codings/own/{file_format}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download the last version of your own codings as a file that can be imported again. */
        get: operations["own_codings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/codings/workbook/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download a workbook for coding offline: your own, or as a lead that of a rater without an account. */
        get: operations["offline_workbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/decisions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Decide the disagreement on a unit. Responds 412 with the current state if the version is stale. */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/decisions/{unit}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Withdraw the current decision on a unit. Responds 412 with the current state if the version is stale. */
        delete: operations["withdraw_decision"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/decisions/final_rater/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Count the open disagreements that the final rater's own codes would decide, and the others. */
        get: operations["preview_final_rater_codes"];
        put?: never;
        /** @description Decide the open disagreements by the final rater's own codes, where possible. */
        post: operations["apply_final_rater_codes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List all stored disagreements of the round, decided or not. */
        get: operations["disagreements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/{unit}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the disagreement on a unit with its text, codings and current decision. */
        get: operations["disagreement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/{unit}/comments/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List all remarks and positions on the unit, in order of time. */
        get: operations["discussion"];
        put?: never;
        /** @description Add a remark. */
        post: operations["comment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/{unit}/positions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Keep or change your position on the unit, with a reason. The unit is decided if all raters agree. */
        post: operations["take_position"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/{unit}/similar/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description List the decided units with the most similar texts. POST, because showing them is recorded. */
        post: operations["similar_decisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/disagreements/{unit}/suggestion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return what the rules suggest for a disagreement. Only for the final rater, and each reading is recorded. */
        post: operations["show_suggestion_to_final_rater"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/discussion/end/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description End the discussion. The final rater may then decide all open disagreements. */
        post: operations["end_discussion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/discussion/reopen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reopen the discussion. This is possible until the final rater decides a unit. */
        post: operations["reopen_discussion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/keys/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return your keys. They keep their codes until you change them. */
        get: operations["code_keys"];
        /** @description Store your keys. Responds 412 with the current keys if they were changed in another window. */
        put: operations["save_code_keys"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/matching/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the private codes, the pairs, suggestions, and the agreement before and after. */
        get: operations["matching"];
        /** @description Replace all pairs. Responds 412 if the matching was changed by someone else. */
        put: operations["match"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/matching/confirm/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Confirm the matching. It cannot be changed afterwards, and the disagreements are stored. */
        post: operations["confirm_matching"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/open/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description A view below /studies/<study>/rounds/<number>/. */
        post: operations["open_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/passages/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List units by how the passages of two raters lie to each other, at most 100 units at once. */
        get: operations["passages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/passages/{unit}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the text of a unit with the codes and passages of each rater. */
        get: operations["passages_of_unit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/reassign/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Give a number of unsubmitted units to another rater. A secret order draws them; only the new rater sees them. */
        post: operations["reassign_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/reopen/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Reopen a settled round. This is possible until it has a release. */
        post: operations["reopen_round"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/revealing_releases/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * @description List the releases with classifications that the round hides: of this study, and public ones of others.
         *
         *     Its raters cannot read them while they are signed in, from planning to closing the round.
         */
        get: operations["revealing_releases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/settle/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Settle the round. Its decisions become final. */
        post: operations["settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one of your own units: its text, your draft and your coding. */
        get: operations["coding_unit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/coding/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Submit your coding of a unit. A repeated Idempotency-Key is the same submission; with other content, 422. */
        post: operations["submit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/deferral/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Leave the unit for later. */
        put: operations["defer_unit"];
        post?: never;
        /** @description Return the unit to its position in the work list. */
        delete: operations["resume_unit"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/draft/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Save the draft. Responds 412 with the current draft if it was changed in another window. */
        put: operations["save_draft"];
        post?: never;
        /** @description Discard the draft. */
        delete: operations["discard_draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/similar/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description List your own submitted units with a text similar to this submitted one. Recorded as an exposure. */
        post: operations["similar_own_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/units/{unit}/suggestion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return what the rules suggest for a unit that you have submitted. Your answer is final from then on. */
        post: operations["show_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/rounds/{number}/worklist/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List your own units of the round with their states. */
        get: operations["worklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/sample/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return how the units were drawn. */
        get: operations["sample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/sample/changes/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the units whose facts or text differ in the corpus today. Only the lead sees them. */
        get: operations["since_sample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/sample/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return what a draw would give. Nothing is stored. The seed is null if the draw will choose one. */
        post: operations["preview_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/sample/size/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the values of a pilot, and with assumptions the numbers of units needed. Stores nothing. */
        get: operations["sample_size"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the criteria and the flow. */
        get: operations["screening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/criteria/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Replace all criteria in the given order. An omitted criterion is retired. */
        put: operations["set_criteria"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/decisions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download the current verdicts as CSV. */
        get: operations["screening_decisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/flow.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Download the flow as CSV. */
        get: operations["screening_flow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/flow.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the flow as SVG. */
        get: operations["screening_flow_figure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/projects/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List all candidate projects with the verdicts on each. */
        get: operations["candidates"];
        put?: never;
        /** @description Add the named projects, or every project with an advisory that matches the filter. */
        post: operations["add_candidates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/projects/{project}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Remove a project that has no verdict. */
        delete: operations["remove_candidate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/screening/verdicts/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Record verdicts. Responds 412 if a verdict was changed by someone else. */
        post: operations["screen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List the units of the sample. */
        get: operations["units"];
        put?: never;
        /** @description Draw the sample. It replaces an earlier one until a round is planned. */
        post: operations["draw_sample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/{unit}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one unit of the sample with its text. */
        get: operations["unit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/{unit}/suggestion/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Return what the rules suggest for a unit, to the lead before a round opens. It is recorded if the lead rates. */
        post: operations["show_suggestion_before_coding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/exclude/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Remove units from the sample. This is possible before a round is planned. */
        post: operations["exclude_units"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/refresh/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Give units the facts of today. This is possible before a round opens on them. Their texts stay. */
        post: operations["refresh_facts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/studies/{study}/units/similar/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List up to 200 pairs of units with nearly the same text, most similar first. */
        get: operations["similar_units"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study_imports/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * @description Create a study from files in a background job. You become its lead.
         *
         *     The files are those of `manage.py agreement`, beside files of `advisories` or a shared `corpus`; or REFI-QDA
         *     projects alone, whose texts become units: one, or several copies of one project. `decisions`, `codebook` and
         *     `matching` are optional. Each of these can be sent in pieces before, then its number as `advisories_upload` and so
         *     on. With `?dry_run=true` nothing is stored, and the answer has the reading and what would be created.
         */
        post: operations["import_study"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study_imports/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return the progress and result of one of your own imports. */
        get: operations["study_import"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/study_imports/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** @description Preview the study that a REFI-QDA project (.qdpx) would create. Nothing is stored. */
        post: operations["preview_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List one's own API tokens. */
        get: operations["tokens"];
        put?: never;
        /** @description Create an API token. */
        post: operations["make_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** @description Revoke one of one's own API tokens. */
        delete: operations["revoke_token"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description List one's own uploads that wait for an import. */
        get: operations["uploads"];
        put?: never;
        /** @description Begin to upload a file, or resume the upload of the same file. Then send the missing pieces. */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{number}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Return one of one's own uploads, with the pieces that are missing. */
        get: operations["upload"];
        put?: never;
        post?: never;
        /** @description Delete one of one's own uploads that no import uses. */
        delete: operations["delete_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/uploads/{number}/chunks/{index}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** @description Send one piece of an upload. A piece that is stored already stays as it is. */
        put: operations["send_piece"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptedInvitation: {
            study: string;
        };
        AccountLinkRequest: {
            /** @description User name of the account that is invited. The response is the same if there is no such account. The invitation appears on the page of studies of that account, and takes effect when the person accepts it. */
            username: string;
        };
        /** @description What was decided about one activity of a project. */
        ActivityCell: {
            /** @description yes, no or cannot tell; null if the project is not decided. */
            answer: string | null;
            /** @description Method of the decision. */
            how: string;
            /** @description Yes by evidence outside the repository alone. */
            outside: boolean;
            /** @description Number of the evidence that shows it. */
            evidence: number | null;
            /** @description Permalink of the evidence; empty if it has none. */
            url: string;
        };
        /** @description An activity, and how many of the decided projects use it. */
        ActivityRow: {
            /** @description Label of the code. */
            activity: string;
            definition: string;
            /** @description Projects that use it. */
            count: number;
            /** @description Projects decided yes or no, the denominator. */
            projects: number;
            /** @description Projects of which it cannot be told. */
            unclear: number;
            /** @description Projects among `count` whose only evidence lies outside the repository. */
            outside: number;
            /** Format: double */
            proportion: number | null;
            wilson: number[] | null;
            /**
             * Format: double
             * @description The proportion if all unclear projects were no.
             */
            lowest: number | null;
            /**
             * Format: double
             * @description The proportion if all unclear projects were yes.
             */
            highest: number | null;
            units: number[];
            unclear_units: number[];
            outside_units: number[];
        };
        AddedCount: {
            added: number;
        };
        Advisory: {
            /** @description The lowest GHSA identifier, else the lowest CVE identifier, else another one. */
            key: string;
            title: string;
            project: components["schemas"]["Project"] | null;
            /** @description "" is unknown; null while hidden from you. */
            severity: string | null;
            /** @description "published" by a source or "computed" from the CVSS base score. */
            severity_source: string | null;
            /** Format: double */
            cvss_score: number | null;
            cwes: string[];
            ecosystem: string;
            package: string;
            /** Format: date-time */
            published_at: string | null;
            /** Format: date-time */
            withdrawn_at: string | null;
            /** @description The other identifiers. */
            aliases: string[];
            /** @description In a list, one line of the text around the words searched for; else empty. */
            excerpt: components["schemas"]["ExcerptPart"][];
            /** @description "2 CVEs, 2 GHSAs" if there are two or more of either, else "". */
            joined: string;
        };
        /** @description The current records of an advisory in order of precedence, and the facts on which they disagree. */
        AdvisoryDetail: {
            affected: components["schemas"]["Affected"][];
            affected_left_out: number;
            sources: components["schemas"]["Source"][];
            /** @description Without classifications while they are hidden from you. */
            conflicts: components["schemas"]["Conflict"][];
            /** @description The order of precedence in a sentence. */
            order: string;
            /** @description The lowest GHSA identifier, else the lowest CVE identifier, else another one. */
            key: string;
            title: string;
            project: components["schemas"]["Project"] | null;
            /** @description "" is unknown; null while hidden from you. */
            severity: string | null;
            /** @description "published" by a source or "computed" from the CVSS base score. */
            severity_source: string | null;
            /** Format: double */
            cvss_score: number | null;
            cwes: string[];
            ecosystem: string;
            package: string;
            /** Format: date-time */
            published_at: string | null;
            /** Format: date-time */
            withdrawn_at: string | null;
            /** @description The other identifiers. */
            aliases: string[];
            /** @description In a list, one line of the text around the words searched for; else empty. */
            excerpt: components["schemas"]["ExcerptPart"][];
            /** @description "2 CVEs, 2 GHSAs" if there are two or more of either, else "". */
            joined: string;
            /** @description Entry of CISA's catalogue of known exploited vulnerabilities. */
            kev: components["schemas"]["Kev"] | null;
            epss: components["schemas"]["Epss"] | null;
            references: string[];
            /** @description Sanitised by the server; its textContent equals `text`. */
            html: string;
            text: string;
            documents: components["schemas"]["Document"][];
            records: components["schemas"]["Record"][];
        };
        /** @description Criteria for advisories. Several values of one field, separated by commas, mean any of them. */
        AdvisoryFilterRequest: {
            /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
            search?: string | null;
            /** @description Slugs of projects. */
            project?: string | null;
            /** @description Any of critical, high, moderate, low, unknown. */
            severity?: string | null;
            /** @description Years of publication. */
            year?: string | null;
            /** @description Names of ecosystems. */
            ecosystem?: string | null;
            /** @description Numbers of weaknesses: 79 or CWE-79. */
            cwe?: string | null;
            /**
             * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
             *
             *     * `true` - true
             *     * `false` - false
             */
            joined?: components["schemas"]["JoinedEnum"];
            /**
             * @description Whether CISA's catalogue lists them as known to be exploited.
             *
             *     * `yes` - yes
             *     * `no` - no
             */
            kev?: components["schemas"]["KevEnum"] | components["schemas"]["BlankEnum"] | components["schemas"]["NullEnum"];
            /** @description Smallest EPSS score, from 0 to 1. */
            epss_min?: string | null;
            /** @description Largest EPSS score, from 0 to 1. */
            epss_max?: string | null;
            /**
             * @description Whether withdrawn advisories are included, left out, or the only ones.
             *
             *     * `yes` - yes
             *     * `no` - no
             *     * `only` - only
             * @default no
             */
            withdrawn?: components["schemas"]["WithdrawnEnum"];
        };
        Affected: {
            ecosystem: string;
            package: string;
            /** @description The range in words, like ">= 2.0.0, < 2.4.1". */
            versions: string;
            /** @description The first fixed version; "" if none is named. */
            fixed: string;
        };
        Agreement: {
            report: components["schemas"]["RoundReport"];
            /** @description On the raters' own labels, in open coding. */
            before: components["schemas"]["Report"] | null;
            /** @description The requested version; null for the current codebook. */
            codebook: number | null;
            codebook_versions: number[];
            /** @description False if the matching is not confirmed and the report is preliminary. */
            matched: boolean;
            /** Format: double */
            threshold: number | null;
            sentence: string;
            /**
             * @description Where the ratings come from.
             *
             *     * `page` - page
             *     * `files` - files
             *     * `mixed` - mixed
             */
            origin: components["schemas"]["OriginEnum"];
            /** @description The same in words. */
            origin_sentence: string;
            saturation: {
                [key: string]: number[];
            };
            /** @description Mean over all orders of the units. */
            saturation_expected: {
                [key: string]: number[];
            };
            /** @description Units until 10 in a row add at most 5% to the codes of the first 10; or null. */
            saturated_after: {
                [key: string]: number | null;
            };
        };
        AgreementBand: {
            word: string;
            scale: string;
            supported: string | null;
            caveat: string;
        };
        Allocation: {
            raters: components["schemas"]["AllocationRow"][];
            /** @description Units that at least two raters code. Agreement is computed on them. */
            overlap: number;
        };
        /**
         * @description * `proportional` - proportional
         *     * `equal` - equal
         * @enum {string}
         */
        AllocationEnum: "proportional" | "equal";
        AllocationRow: {
            rater: string;
            units: number[];
        };
        /**
         * @description * `all` - All
         *     * `fixed_number` - Fixed Number
         *     * `overlap` - Overlap
         * @enum {string}
         */
        AssignmentSchemeEnum: "all" | "fixed_number" | "overlap";
        /**
         * @description * `not_started` - not_started
         *     * `draft` - draft
         *     * `submitted` - submitted
         * @enum {string}
         */
        AssignmentStateEnum: "not_started" | "draft" | "submitted";
        Band: {
            /**
             * Format: double
             * @description Lower bound of the band. A bound belongs to the band below it; only 0 belongs to “slight”.
             */
            lower: number;
            word: string;
        };
        BandCount: {
            /** @description "unknown" if no source publishes one and no score can be computed. */
            severity: string;
            count: number;
            /** @description Number of advisories whose severity a source publishes. */
            published: number;
            /** @description Number of advisories whose severity is computed from the CVSS base score. */
            computed: number;
        };
        Bands: {
            scale: string;
            caveat: string;
            bands: components["schemas"]["Band"][];
        };
        Baseline: {
            /** Format: double */
            suggested: number | null;
            /** Format: double */
            mean: number | null;
            /**
             * Format: double
             * @description 95 % of pairs of independent raters stay below.
             */
            quantile: number | null;
            permutations: number;
            seed: number;
            undefined: string | null;
        };
        /** @enum {unknown} */
        BlankEnum: "";
        Brief: {
            primary: string;
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            undefined: string | null;
            /** Format: double */
            percent_agreement: number | null;
        };
        /**
         * @description * `column` - column
         *     * `columns` - columns
         *     * `rows` - rows
         * @enum {string}
         */
        ByEnum: "column" | "columns" | "rows";
        Candidate: {
            /** @description Slug of the project. */
            project: string;
            name: string;
            /** @description Number of advisories in the corpus, without withdrawn ones. */
            advisories: number;
            state: components["schemas"]["CandidateStateEnum"];
            decisions: components["schemas"]["Verdict"][];
        };
        /**
         * @description * `included` - included
         *     * `excluded` - excluded
         *     * `undecided` - undecided
         * @enum {string}
         */
        CandidateStateEnum: "included" | "excluded" | "undecided";
        CandidatesWriteRequest: {
            /** @description “own” for the study's own corpus, or the slug of a shared one (default: own). */
            corpus?: string;
            /** @description Adds every project with an advisory that matches. */
            filter?: components["schemas"]["AdvisoryFilterRequest"];
            /** @description Slugs of the projects to add, instead of a filter. */
            projects?: string[];
        };
        /**
         * @description * `certain` - certain
         *     * `fairly` - fairly
         *     * `unsure` - unsure
         *     * `` -
         * @enum {string}
         */
        CertaintyEnum: "certain" | "fairly" | "unsure";
        Change: {
            fact: components["schemas"]["ChangedFactEnum"];
            before: string;
            after: string;
        };
        ChangedFact: {
            fact: components["schemas"]["UnitFactEnum"];
            label: string;
            units: number;
        };
        /**
         * @description * `title` - title
         *     * `text` - text
         *     * `aliases` - aliases
         *     * `severity` - severity
         *     * `cvss_v3` - cvss_v3
         *     * `cvss_v4` - cvss_v4
         *     * `cwes` - cwes
         *     * `packages` - packages
         *     * `references` - references
         *     * `published` - published
         *     * `withdrawn` - withdrawn
         * @enum {string}
         */
        ChangedFactEnum: "title" | "text" | "aliases" | "severity" | "cvss_v3" | "cvss_v4" | "cwes" | "packages" | "references" | "published" | "withdrawn";
        ChangedUnit: {
            number: number;
            identifier: string;
            title: string;
            /** @description Whether no round has opened on the unit. */
            refreshable: boolean;
            changes: components["schemas"]["FactDifference"][];
        };
        /** @description Changes since the previous release. */
        Changes: {
            /** @description Numbers of decided units: before, after. */
            decided: number[];
            counts: components["schemas"]["CountChange"][];
            /** @description Consequences with a new definition. */
            definitions: string[];
            /** @description Primary coefficients: before, after. */
            primary: components["schemas"]["Primary"][];
        };
        CheckedRow: {
            line: number;
            unit: string;
            /** @description In the order of raters. */
            answers: (string | null)[];
        };
        CheckedRows: {
            /** @description 0 if the check is about the whole sheet. */
            count: number;
            /** @description The first of them. */
            rows: components["schemas"]["CheckedRow"][];
        };
        /** @description What files of ratings say. */
        CheckedSheet: {
            reading: components["schemas"]["Reading"];
            /** @description What was read, in sentences. */
            lines: string[];
            /** @description The rows that each check is about, in the order of the checks. */
            check_rows: components["schemas"]["CheckedRows"][];
            agreement: components["schemas"]["Report"];
            /** @description The primary coefficient in words. */
            sentence: string;
            tables: components["schemas"]["SheetTable"][];
            /** @description Of each further question, if all were asked for. */
            further: components["schemas"]["SheetReport"][];
        };
        Choice: {
            value: string;
            label: string;
            help: string;
        };
        Claim: {
            value: string;
            records: string[];
            /** @description Whether the advisory shows this value. */
            shown: boolean;
        };
        Classifications: {
            severity: string;
            /** Format: double */
            cvss_score: number | null;
            cwes: string[];
            kev: components["schemas"]["Kev"] | null;
            epss: components["schemas"]["Epss"] | null;
            /** @description Variables from the imported project file. */
            values: components["schemas"]["VariableValue"][];
        };
        /**
         * @description * `unseal` - unseal
         * @enum {string}
         */
        ClosingConfirmEnum: "unseal";
        ClosingRequest: {
            confirm: components["schemas"]["ClosingConfirmEnum"];
            /** @default false */
            even_if_unfinished?: boolean;
        };
        Code: {
            id: number;
            label: string;
            definition: string;
            when_to_use: string;
            when_not_to_use: string;
            /** @description Typical cases. */
            examples: string;
            /** @description Cases that look similar but do not count. */
            near_misses: string;
            colour: string;
            parent: number | null;
            /** @description The rater of a private code. */
            owner: string | null;
            round: number | null;
            retired: boolean;
            /** @description The shared code into which this code was merged. */
            merged_into: number | null;
            mine: boolean;
            /** @description Place in the order of the codes, from 1; or null. */
            rank: number | null;
            /** Format: double */
            score: number | null;
            /** @description Name of the activity whose evidence belongs to the code; or empty. */
            activity: string;
        };
        CodeBrief: {
            id: number;
            label: string;
            colour: string;
        };
        CodeCard: {
            id: number;
            label: string;
            definition: string;
            colour: string;
            /** @description Number of units to which the rater gave this code. */
            count: number;
            quotes: string[];
        };
        CodeImport: {
            /** @description Labels, parents first. */
            added: string[];
            /** @description Labels of codes that already exist and are unchanged. */
            already_present: string[];
            /** @description Contents of the file that are changed or dropped. */
            remarks: string[];
        };
        CodeKeys: {
            /** @description Key (1 to 9) → id of the code. A key without a code is left out. */
            keys: {
                [key: string]: number;
            };
            /** @description 0 if no keys are stored. Send it as If-Match. */
            revision: number;
        };
        CodeKeysInputRequest: {
            /** @description Key (1 to 9) → id of the code. A key without a code is left out. */
            keys: {
                [key: string]: number;
            };
        };
        /**
         * @description * `none` - none
         *     * `order` - order
         *     * `scores` - scores
         * @enum {string}
         */
        CodeOrderEnum: "none" | "order" | "scores";
        CodeUse: {
            code: number;
            units: number;
        };
        Coding: {
            unit: number;
            rater: string;
            version: number;
            codes: components["schemas"]["CodeBrief"][];
            memo: string;
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            unclear: number[];
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            flagged_for_discussion: boolean;
            segments: components["schemas"]["Segment"][];
            /**
             * Format: date-time
             * @description Null while the raters' names are hidden from you.
             */
            submitted_at: string | null;
        };
        CodingBrief: {
            rater: string;
            /** @description Shared codes after matching, before merges. */
            codes: components["schemas"]["CodeBrief"][];
            /** @description The same codes after merges. */
            merged_codes: components["schemas"]["CodeBrief"][];
            /** @description In a study of projects, the codes of which the rater cannot tell. */
            unclear: components["schemas"]["CodeBrief"][];
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
        };
        CodingUnit: {
            unit: components["schemas"]["Unit"];
            state: components["schemas"]["AssignmentStateEnum"];
            /** @description Revision of the draft, 0 without one. Send it as If-Match. */
            revision: number;
            draft: components["schemas"]["Draft"] | null;
            coding: components["schemas"]["OwnCoding"] | null;
            /** @description Whether you have seen what the rules suggest for the unit, so that your answer is final. */
            suggestion_shown: boolean;
            /** @description The findings that a project's text shows, in the order of the text. */
            evidence: components["schemas"]["UnitEvidence"][];
        };
        Coefficient: {
            /** @description As in agreement.json. */
            name: string;
            /** @description In a sentence, such as “percent agreement”. */
            label: string;
            /** @description In headings and on axes. */
            symbol: string;
            explanation: string;
            scope: string[];
            /** @description Printed as a percentage. */
            share: boolean;
            banded: boolean;
            can_be_primary: boolean;
            /** @description Has an analytic standard error. */
            standard_error: boolean;
            source: string;
        };
        Comment: {
            author: string;
            kind: components["schemas"]["CommentKindEnum"];
            /** @description Codes of a changed position. */
            codes: components["schemas"]["CodeBrief"][];
            /**
             * @description Why a changed position has no code; empty for all others.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /** @description Codes of which a changed position cannot tell. */
            unclear: components["schemas"]["CodeBrief"][];
            text: string;
            /** Format: date-time */
            created_at: string;
        };
        /**
         * @description * `remark` - Remark
         *     * `keeps` - Keeps
         *     * `changes` - Changes
         * @enum {string}
         */
        CommentKindEnum: "remark" | "keeps" | "changes";
        Condition: {
            setting: string;
            values: string[];
        };
        /**
         * @description * `confirm` - confirm
         * @enum {string}
         */
        ConfirmationConfirmEnum: "confirm";
        ConfirmationRequest: {
            confirm: components["schemas"]["ConfirmationConfirmEnum"];
        };
        Conflict: {
            fact: components["schemas"]["ConflictFactEnum"];
            /** @description For a fixed version, its package. */
            about: string;
            claims: components["schemas"]["Claim"][];
            /** @description Which value is shown, and why. */
            why: string;
        };
        /**
         * @description * `severity` - severity
         *     * `band` - band
         *     * `cvss_v3` - cvss_v3
         *     * `cvss_v4` - cvss_v4
         *     * `cwes` - cwes
         *     * `fixed` - fixed
         *     * `withdrawn` - withdrawn
         * @enum {string}
         */
        ConflictFactEnum: "severity" | "band" | "cvss_v3" | "cvss_v4" | "cwes" | "fixed" | "withdrawn";
        Confusion: {
            labels: string[];
            rows: string;
            columns: string;
            table: number[][];
        };
        Corpus: {
            slug: string;
            name: string;
            /** @description Whether you may import into it. */
            maintained: boolean;
            /** @description User names; empty unless you maintain it or are an administrator. */
            maintainers: string[];
        };
        CorpusWriteRequest: {
            slug: string;
            name: string;
            /** @description User names. */
            maintainers: string[];
        };
        CountChange: {
            consequence: string;
            before: number;
            after: number;
        };
        CriteriaWriteRequest: {
            criteria: components["schemas"]["CriterionWriteRequest"][];
        };
        Criterion: {
            id: number;
            label: string;
            description: string;
        };
        CriterionWriteRequest: {
            /** @description Null for a new criterion. */
            id?: number | null;
            label: string;
            /** @default  */
            description?: string;
        };
        DailyImport: {
            id: number;
            /** @description The source and its query, in words. */
            source: string;
            /** @description User name. */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            next_at: string;
            /** @description Id of the newest import. */
            last_import: number;
            /** @description State of its job. */
            last_state: string;
            /** @description Message of its job. */
            last_message: string;
        };
        DailyImportsAndDays: {
            daily: components["schemas"]["DailyImport"][];
            /** @description Days of the last 30 with an import, newest first. */
            days: components["schemas"]["DayOfChanges"][];
        };
        DayOfChanges: {
            /**
             * Format: date
             * @description In UTC.
             */
            day: string;
            created: number;
            updated: number;
            merged: number;
            rejected: number;
        };
        Decision: {
            codes: components["schemas"]["CodeBrief"][];
            /** @description The same codes after merges. */
            merged_codes: components["schemas"]["CodeBrief"][];
            /** @description In a study of projects, the codes of which one cannot tell. */
            unclear: components["schemas"]["CodeBrief"][];
            /**
             * @description Why the decision has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            method: components["schemas"]["DecisionMethodEnum"];
            by: string | null;
            reason: string;
            /** @description Whether the person who decided wrote a reason. */
            has_reason: boolean;
            /** Format: date-time */
            decided_at: string;
        };
        /**
         * @description * `use` - use
         *     * `keep` - keep
         * @enum {string}
         */
        DecisionEnum: "use" | "keep";
        /**
         * @description * `final_rater` - final_rater
         *     * `discussion` - discussion
         * @enum {string}
         */
        DecisionInputMethodEnum: "final_rater" | "discussion";
        DecisionInputRequest: {
            unit: number;
            codes: number[];
            /**
             * @description In a study of projects, the codes of which one cannot tell. All others are answered no.
             * @default []
             */
            unclear?: number[];
            /**
             * @description Why the unit gets no code: not_applicable if no consequence applies, cannot_tell if the text does not tell. `codes` is then empty, and `reason` is required. With several codes per unit, neither codes nor a no-code reason means not_applicable.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason?: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /** @default final_rater */
            method?: components["schemas"]["DecisionInputMethodEnum"];
            /** @default  */
            reason?: string;
        };
        /**
         * @description * `agreed` - Agreed
         *     * `discussion` - Discussion
         *     * `final_rater` - Final Rater
         *     * `rule` - Rule
         * @enum {string}
         */
        DecisionMethodEnum: "agreed" | "discussion" | "final_rater" | "rule";
        DefinedCode: {
            label: string;
            definition: string;
            when_to_use: string;
            when_not_to_use: string;
            examples: string;
            near_misses: string;
            colour: string;
            /** @description Label of the parent; empty at the top level. */
            parent: string;
            /** @description Place in the order of the codes, from 1. */
            rank?: number;
            /** Format: double */
            score?: number | null;
        };
        /** @description Same and removed parts form the earlier text, same and added parts the later one. */
        Difference: {
            /** @description Null for the first text. */
            before: components["schemas"]["Text"] | null;
            after: components["schemas"]["Text"];
            parts: components["schemas"]["Part"][];
        };
        Disagreement: {
            decision: components["schemas"]["Decision"] | null;
            /** @description Number of decisions and withdrawals so far. Send it as If-Match. */
            version: number;
            /** @description Raters whose position is required before the final rater decides; empty once decided. */
            awaiting_response: string[];
            unit: components["schemas"]["Unit"];
            /**
             * @description How the codes differ, as coded.
             *
             *     * `different` - Different
             *     * `overlap` - Overlap
             *     * `abstained` - Abstained
             *     * `subset` - Subset
             */
            kind: components["schemas"]["KindEnum"];
            status: components["schemas"]["StatusEnum"];
            codings: components["schemas"]["FullCoding"][];
            /** @description Raters without a position, even if decided; until then the final rater cannot change a decision. */
            without_position: string[];
            /** @description Recent reasons, offered for reuse. */
            reasons: string[];
            /** @description The findings that a project's text shows, in the order of the text. */
            evidence: components["schemas"]["UnitEvidence"][];
            /** @description Whether you, as the final rater, have seen what the rules suggest for the unit. */
            suggestion_shown: boolean;
        };
        DisagreementBrief: {
            decision: components["schemas"]["Decision"] | null;
            /** @description Number of decisions and withdrawals so far. Send it as If-Match. */
            version: number;
            /** @description Raters whose position is required before the final rater decides; empty once decided. */
            awaiting_response: string[];
            unit: number;
            identifier: string;
            title: string;
            /**
             * @description How the codes differ, as coded.
             *
             *     * `different` - Different
             *     * `overlap` - Overlap
             *     * `abstained` - Abstained
             *     * `subset` - Subset
             */
            kind: components["schemas"]["KindEnum"];
            status: components["schemas"]["StatusEnum"];
            codings: components["schemas"]["CodingBrief"][];
        };
        DiscussionEndRequest: {
            /** @default  */
            reason?: string;
        };
        Document: {
            id: number;
            /** Format: date-time */
            created_at: string;
            /** @description Hash of the HTML. */
            sha256: string;
            current: boolean;
        };
        /** @description Content of a draft or coding. */
        Draft: {
            codes: number[];
            /** @default  */
            memo: string;
            /** @default  */
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Whether the rater asks to discuss the unit.
             * @default false
             */
            flagged_for_discussion: boolean;
            /** @default [] */
            segments: components["schemas"]["Segment"][];
            /**
             * @description In a study of projects, the codes of which the rater cannot tell whether they apply.
             * @default []
             */
            unclear: number[];
            /** @description Time on task for this version so far. */
            active_seconds?: number | null;
            /**
             * @description In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` are answered no. A submission answers every code of the codebook.
             * @default []
             */
            answered: number[];
            /** Format: date-time */
            saved_at: string;
        };
        /** @description Content of a draft or coding. */
        DraftContentRequest: {
            codes: number[];
            /** @default  */
            memo?: string;
            /** @default  */
            certainty?: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason?: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Whether the rater asks to discuss the unit.
             * @default false
             */
            flagged_for_discussion?: boolean;
            /** @default [] */
            segments?: components["schemas"]["SegmentRequest"][];
            /**
             * @description In a study of projects, the codes of which the rater cannot tell whether they apply.
             * @default []
             */
            unclear?: number[];
            /** @description Time on task for this version so far. */
            active_seconds?: number | null;
            /**
             * @description In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` are answered no. A submission answers every code of the codebook.
             * @default []
             */
            answered?: number[];
        };
        Effect: {
            before: components["schemas"]["Brief"];
            after: components["schemas"]["Brief"];
        };
        EnteredRater: {
            rater: string;
            file: string;
            created: number;
            unchanged: number;
        };
        EnumerationValue: {
            value: string;
            /** @description As it reads within a sentence. */
            label: string;
        };
        Enumerations: {
            role: components["schemas"]["EnumerationValue"][];
            invitation_state: components["schemas"]["EnumerationValue"][];
            study_state: components["schemas"]["EnumerationValue"][];
            verdict: components["schemas"]["EnumerationValue"][];
            candidate_state: components["schemas"]["EnumerationValue"][];
            study_kind: components["schemas"]["EnumerationValue"][];
            suggestion: components["schemas"]["EnumerationValue"][];
            round_style: components["schemas"]["EnumerationValue"][];
            round_purpose: components["schemas"]["EnumerationValue"][];
            round_state: components["schemas"]["EnumerationValue"][];
            assignment_state: components["schemas"]["EnumerationValue"][];
            certainty: components["schemas"]["EnumerationValue"][];
            no_code_reason: components["schemas"]["EnumerationValue"][];
            decision_method: components["schemas"]["EnumerationValue"][];
        };
        /** @description A score of the Exploit Prediction Scoring System by FIRST. */
        Epss: {
            /** Format: double */
            score: number;
            /** Format: double */
            percentile: number;
            /** @description ISO date of the scores; empty if not stated. */
            date: string;
            /** @description Version of the model; empty if not stated. */
            model: string;
        };
        Estimate: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            /** Format: double */
            se: number | null;
            undefined: string | null;
        };
        Event: {
            /** Format: date-time */
            at: string;
            actor: string | null;
            kind: string;
            sentence: string;
        };
        EventKind: {
            kind: string;
            label: string;
            /** @description Whether such an event can belong to a rater's own chain, sealed until the round closes. */
            sealed: boolean;
            /** @description Whether it is hidden from a blinded final rater until the round is settled. */
            hidden_while_blinded: boolean;
            /** @description Whether it changes the shared codebook. */
            changes_codebook: boolean;
            /** @description Whether it can change the contents of a release. */
            changes_results: boolean;
        };
        EventPage: {
            /** @description Address of the next page; null on the last page. */
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Event"][];
        };
        /** @description A probe's answer. While it is hidden, only what the profile shows as well remains. */
        Evidence: {
            number: number;
            activity: string;
            /** @description "" while hidden. */
            probe: string;
            /**
             * @description Null while hidden.
             *
             *     * `true` - True
             *     * `false` - False
             *     * `not available` - Not Available
             *     * `not applicable` - Not Applicable
             */
            outcome: components["schemas"]["EvidenceOutcomeEnum"] | components["schemas"]["NullEnum"];
            /** @description "" while hidden. */
            reason: string;
            path: string | null;
            line: number | null;
            line_end: number | null;
            excerpt: string;
            /** @description Permalink at the commit; "" if the host is unknown. */
            url: string;
            tool: string;
            /** @description "" while hidden. */
            scope: string;
            /**
             * @description Null while hidden.
             *
             *     * `enabled` - Enabled
             *     * `disabled` - Disabled
             *     * `stale` - Stale
             *     * `outside` - Outside
             *     * `not on changes` - Not On Changes
             *     * `hint` - Hint
             */
            state: components["schemas"]["EvidenceStateEnum"] | components["schemas"]["NullEnum"];
            /** @description Empty while hidden. */
            values: {
                [key: string]: unknown;
            };
            source: components["schemas"]["EvidenceSourceEnum"];
            /** @description In code points of the document's text. */
            start: number | null;
            end: number | null;
        };
        /**
         * @description * `true` - True
         *     * `false` - False
         *     * `not available` - Not Available
         *     * `not applicable` - Not Applicable
         * @enum {string}
         */
        EvidenceOutcomeEnum: "true" | "false" | "not available" | "not applicable";
        /**
         * @description * `clone` - Clone
         *     * `scorecard` - Scorecard
         *     * `scorecard_probe` - Scorecard Probe
         * @enum {string}
         */
        EvidenceSourceEnum: "clone" | "scorecard" | "scorecard_probe";
        /**
         * @description * `enabled` - Enabled
         *     * `disabled` - Disabled
         *     * `stale` - Stale
         *     * `outside` - Outside
         *     * `not on changes` - Not On Changes
         *     * `hint` - Hint
         * @enum {string}
         */
        EvidenceStateEnum: "enabled" | "disabled" | "stale" | "outside" | "not on changes" | "hint";
        /** @description A part of one line of the text around the words searched for. */
        ExcerptPart: {
            text: string;
            match: boolean;
        };
        /** @description The number of advisories per choice, as if the choice's own field were not set. */
        Facets: {
            total: number;
            /** @description What to know about the result of the search, such as how many texts are still being indexed. */
            remarks: string[];
            /** @description Number of texts that a search does not find yet; 0 without one. */
            unindexed: number;
            /** @description The 50 with the most advisories, and those chosen. */
            projects: components["schemas"]["ProjectCount"][];
            /** @description Empty while classifications are hidden from you. */
            severities: components["schemas"]["WordCount"][];
            years: components["schemas"]["NumberCount"][];
            ecosystems: components["schemas"]["WordCount"][];
            /** @description Empty while classifications are hidden from you, or if none is listed. */
            kev: components["schemas"]["WordCount"][];
            /** @description Advisories with at least this score. Empty like `kev`. */
            epss: components["schemas"]["WordCount"][];
            /** @description Empty while classifications are hidden from you. */
            cwes: components["schemas"]["NumberCount"][];
        };
        Fact: {
            /** @description Name of the fact in `columns`. */
            fact: string;
            required: boolean;
            /** @description The column that is recognised by its name; null if there is none. */
            column: string | null;
        };
        /** @description A fact of a unit that is another one in the corpus today. */
        FactDifference: {
            fact: components["schemas"]["UnitFactEnum"];
            label: string;
            /** @description When the sample was drawn; empty if unknown or too long. */
            before: string;
            /** @description Today; empty if unknown or too long. */
            after: string;
        };
        File: {
            path: string;
            size: number;
            sha256: string;
        };
        FileUser: {
            name: string;
            /** @description Number of texts coded by this user. */
            texts: number;
            codings: number;
        };
        FinalRaterPreview: {
            /** @description Units that the final rater's own codes decide. */
            will_decide: number;
            /** @description Units that the final rater did not code. */
            not_coded: number;
            /** @description Units that are still under discussion. */
            awaiting_response: number;
            /** @description Units of which the final rater could not tell. */
            no_code: number;
            /** @description Units on which the final rater changed position in the discussion. */
            position_changed: number;
            /** @description Units on which a code of the final rater is retired. */
            code_retired: number;
        };
        FlowRow: {
            stage: string;
            step: string;
            count: number;
        };
        Format: {
            name: string;
            /** @description What such a file holds, such as “advisories” or “codebook”. */
            contents: string;
            label: string;
            sentence: string;
            extensions: string[];
            media_type: string;
            reads: boolean;
            writes: boolean;
        };
        /**
         * @description * `auto` - auto
         *     * `ghsa_rest` - ghsa_rest
         *     * `ghsa_graphql` - ghsa_graphql
         *     * `dependabot` - dependabot
         *     * `osv` - osv
         *     * `cve` - cve
         *     * `nvd` - nvd
         *     * `nvd_feed` - nvd_feed
         *     * `rustsec` - rustsec
         *     * `rubysec` - rubysec
         *     * `gitlab` - gitlab
         *     * `csaf` - csaf
         *     * `snyk` - snyk
         *     * `friendsofphp` - friendsofphp
         *     * `kev` - kev
         *     * `epss` - epss
         *     * `table` - table
         * @enum {string}
         */
        FormatEnum: "auto" | "ghsa_rest" | "ghsa_graphql" | "dependabot" | "osv" | "cve" | "nvd" | "nvd_feed" | "rustsec" | "rubysec" | "gitlab" | "csaf" | "snyk" | "friendsofphp" | "kev" | "epss" | "table";
        FullCoding: {
            rater: string;
            /** @description Shared codes after matching, before merges. */
            codes: components["schemas"]["CodeBrief"][];
            /** @description The same codes after merges. */
            merged_codes: components["schemas"]["CodeBrief"][];
            /** @description In a study of projects, the codes of which the rater cannot tell. */
            unclear: components["schemas"]["CodeBrief"][];
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            private_codes: string[];
            memo: string;
            /** @description Whether the rater asks to discuss the unit. */
            flagged_for_discussion: boolean;
            segments: components["schemas"]["SharedCodeSegment"][];
        };
        /** @description The query to GitHub. Empty fields are ignored. */
        GitHubQueryRequest: {
            /** @default reviewed */
            type?: components["schemas"]["TypeEnum"];
            /** @description Name of an ecosystem at GitHub: pip, npm, go … */
            ecosystem?: string;
            severity?: components["schemas"]["GitHubQuerySeverityEnum"];
            /** @description Numbers of weaknesses, like 79,89. */
            cwes?: string;
            /** @description Names of packages. */
            affects?: string;
            /** @description A day or a range, like 2024-01-01..2024-12-31 or >=2024-01-01. */
            published?: string;
            /** @description A day or a range, like `published`. */
            modified?: string;
        };
        /**
         * @description * `unknown` - unknown
         *     * `low` - low
         *     * `medium` - medium
         *     * `high` - high
         *     * `critical` - critical
         * @enum {string}
         */
        GitHubQuerySeverityEnum: "unknown" | "low" | "medium" | "high" | "critical";
        /** @description What a project is recognised by. */
        Identity: {
            id: number;
            kind: components["schemas"]["IdentityKindEnum"];
            ecosystem: string;
            name: string;
            /** @description Advisories that have the project by this identity. */
            count: number;
        };
        /**
         * @description * `package` - Package
         *     * `product` - Product
         *     * `repository` - Repository
         *     * `name` - Name
         * @enum {string}
         */
        IdentityKindEnum: "package" | "product" | "repository" | "name";
        Import: {
            id: number;
            source: string;
            kind: components["schemas"]["ImportKindEnum"];
            format: string;
            project: components["schemas"]["Project"] | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description Records of new vulnerabilities. */
            created: number;
            /** @description Known records with new content. */
            updated: number;
            unchanged: number;
            rejected: number;
            /** @description New records of known vulnerabilities. */
            merged: number;
            /** @description Records that say the same as an earlier one of their file. */
            repeated: number;
            /** @description Advisories that have two CVEs or two GHSAs since this import. */
            joined: number;
            /** @description Advisories that came apart, because no record connects them any more. */
            apart: number;
            /** @description Records that wait for a person's decision. */
            waiting: number;
            /** @description Rows of KEV or EPSS about an advisory of the corpus. */
            matched: number;
            /** @description Rows of KEV or EPSS about other CVEs, kept for later imports. */
            not_in_corpus: number;
            job: components["schemas"]["Job"] | null;
            /** Format: date-time */
            undone_at: string | null;
            /** @description User name of the person who undid the import. */
            undone_by: string | null;
            /** @description Advisories that the undoing removed. */
            removed: number;
        };
        ImportDetail: {
            id: number;
            source: string;
            kind: components["schemas"]["ImportKindEnum"];
            format: string;
            project: components["schemas"]["Project"] | null;
            /** Format: date-time */
            started_at: string;
            /** Format: date-time */
            finished_at: string | null;
            /** @description Records of new vulnerabilities. */
            created: number;
            /** @description Known records with new content. */
            updated: number;
            unchanged: number;
            rejected: number;
            /** @description New records of known vulnerabilities. */
            merged: number;
            /** @description Records that say the same as an earlier one of their file. */
            repeated: number;
            /** @description Advisories that have two CVEs or two GHSAs since this import. */
            joined: number;
            /** @description Advisories that came apart, because no record connects them any more. */
            apart: number;
            /** @description Records that wait for a person's decision. */
            waiting: number;
            /** @description Rows of KEV or EPSS about an advisory of the corpus. */
            matched: number;
            /** @description Rows of KEV or EPSS about other CVEs, kept for later imports. */
            not_in_corpus: number;
            job: components["schemas"]["Job"] | null;
            /** Format: date-time */
            undone_at: string | null;
            /** @description User name of the person who undid the import. */
            undone_by: string | null;
            /** @description Advisories that the undoing removed. */
            removed: number;
            /** @description The first 200; problems.csv has all that are stored. */
            problems: components["schemas"]["Problem"][];
            /** @description Stored records of which something could not be used: the first 200. */
            remarks: components["schemas"]["Remark"][];
        };
        /**
         * @description * `files` - Files
         *     * `github` - Github
         *     * `osv` - Osv
         * @enum {string}
         */
        ImportKindEnum: "files" | "github" | "osv";
        ImportOptionsRequest: {
            /** @description Ids of files that were sent in pieces before (`/api/v1/uploads/`). They are read after `files`. */
            uploads?: number[];
            /**
             * @description The project of all records (optional).
             * @default
             */
            project?: string;
            /** @default auto */
            format?: components["schemas"]["FormatEnum"];
            /**
             * @description For tables: the column of each fact, like {"id": "Number", "text": "Notes"}.
             * @default {}
             */
            columns?: string;
            /**
             * @description For tables: the name below which their rows are known; by default that of each file.
             * @default
             */
            source_name?: string;
            /**
             * @description For tables: whether their rows replace known ones that differ.
             * @default false
             */
            replace?: boolean;
        };
        ImportProblem: {
            /** @description File and line. */
            source: string;
            reason: string;
        };
        ImportUploadRequest: {
            /** @description Ids of files that were sent in pieces before (`/api/v1/uploads/`). They are read after `files`. */
            uploads?: number[];
            /**
             * @description The project of all records (optional).
             * @default
             */
            project?: string;
            /** @default auto */
            format?: components["schemas"]["FormatEnum"];
            /**
             * @description For tables: the column of each fact, like {"id": "Number", "text": "Notes"}.
             * @default {}
             */
            columns?: string;
            /**
             * @description For tables: the name below which their rows are known; by default that of each file.
             * @default
             */
            source_name?: string;
            /**
             * @description For tables: whether their rows replace known ones that differ.
             * @default false
             */
            replace?: boolean;
            /** @description Small files and archives of any known format, at most 8 MiB together. */
            files?: Blob[];
        };
        Inspection: {
            number: number;
            state: components["schemas"]["JobStateEnum"];
            /** @description You started it, and it has not ended. */
            may_cancel: boolean;
            items: components["schemas"]["InspectionItem"][];
        };
        InspectionBrief: {
            /** @description Number of the job. */
            number: number;
            state: components["schemas"]["JobStateEnum"];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
            total: number;
            failed: number;
        };
        InspectionItem: {
            name: string;
            address: string;
            state: components["schemas"]["InspectionItemStateEnum"];
            /** @description Why it failed; "" if it did not. */
            reason: string;
            /** @description Slug of the project. */
            project: string | null;
            /** @description Number of its snapshot. */
            snapshot: number | null;
        };
        /**
         * @description * `waiting` - Waiting
         *     * `running` - Running
         *     * `done` - Done
         *     * `unchanged` - Unchanged
         *     * `failed` - Failed
         * @enum {string}
         */
        InspectionItemStateEnum: "waiting" | "running" | "done" | "unchanged" | "failed";
        Invitation: {
            id: number;
            name: string;
            roles: components["schemas"]["RolesEnum"][];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            accepted: boolean;
            state: components["schemas"]["InvitationStateEnum"];
            /** @description User name that you wrote, whether or not such an account exists; empty for an invitation by link. */
            username: string;
            /** @description Whether the invitation is for an existing member without an account. */
            member: boolean;
        };
        /**
         * @description * `pending` - pending
         *     * `accepted` - accepted
         *     * `declined` - declined
         *     * `withdrawn` - withdrawn
         *     * `expired` - expired
         * @enum {string}
         */
        InvitationStateEnum: "pending" | "accepted" | "declined" | "withdrawn" | "expired";
        Job: {
            id: number;
            kind: string;
            state: components["schemas"]["JobStateEnum"];
            done: number;
            /** @description Null until it is known. */
            total: number | null;
            /** @description What it is doing, or why it failed. */
            message: string;
            /** @description The result, once the job is done. */
            result: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            finished_at: string | null;
        };
        /**
         * @description * `queued` - Queued
         *     * `running` - Running
         *     * `done` - Done
         *     * `failed` - Failed
         *     * `cancelled` - Cancelled
         * @enum {string}
         */
        JobStateEnum: "queued" | "running" | "done" | "failed" | "cancelled";
        Join: {
            study: string;
            title: string;
            name: string;
            roles: components["schemas"]["RolesEnum"][];
            /** @description Whether the invitation is for an existing member without an account. */
            member: boolean;
        };
        JoinInputRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /** @description Of the two advisories. */
            keys: string[];
        };
        JoinProjectsInputRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /** @description Slugs of the projects. */
            projects: string[];
            /** @description The name that the joined project gets. */
            name: string;
            /**
             * @description Slug of the project whose screening and snapshots go on, if several have some.
             * @default
             */
            keep?: string;
        };
        /**
         * @description * `true` - true
         *     * `false` - false
         * @enum {string}
         */
        JoinedEnum: "true" | "false";
        JoiningRequest: {
            username: string;
            password: string;
        };
        Kev: {
            /** @description ISO date. */
            added: string;
            /** @description ISO date; empty if not stated. */
            due: string;
            /** @description Whether ransomware is known to use it. */
            ransomware: boolean;
        };
        /**
         * @description * `yes` - yes
         *     * `no` - no
         * @enum {string}
         */
        KevEnum: "yes" | "no";
        Keys: {
            /** @description Of the advisories after the change. */
            keys: string[];
        };
        /**
         * @description * `different` - Different
         *     * `overlap` - Overlap
         *     * `abstained` - Abstained
         *     * `subset` - Subset
         * @enum {string}
         */
        KindEnum: "different" | "overlap" | "abstained" | "subset";
        LatestSnapshot: {
            number: number;
            commit: string | null;
            /** Format: date-time */
            committed_at: string | null;
            /** @description Version of the probes. */
            rules: string;
        };
        LiveInputRequest: {
            source: components["schemas"]["SourceEnum"];
            github?: components["schemas"]["GitHubQueryRequest"];
            osv?: components["schemas"]["OsvQueryRequest"];
        };
        LiveSource: {
            source: components["schemas"]["SourceEnum"];
            /** @description Empty if the source is switched off. */
            address: string;
            /** @description Whether a token is set, with which GitHub allows more requests. */
            token: boolean;
        };
        /** @description The rules against one rater, or against the decisions, for one activity. */
        MachineAgreement: {
            activity: string;
            /** @description Name of the rater, or “decision”. */
            rater: string;
            units: number;
            both_yes: number;
            machine_only: number;
            person_only: number;
            both_no: number;
            machine_unclear: number;
            person_unclear: number;
            /**
             * Format: double
             * @description Proportion of equal answers, 0 to 1.
             */
            percent: number | null;
            /** Format: double */
            kappa: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            undefined: string | null;
            /** @description A remark on the interval, or why there is none. */
            note?: string | null;
            /** @description Whether these are the decisions. A release of an older version does not say it. */
            of_decisions?: boolean;
            /**
             * Format: double
             * @description Of the suggestion, only against the decisions.
             */
            precision: number | null;
            /** Format: double */
            recall: number | null;
        };
        MadeInvitation: {
            id: number;
            name: string;
            roles: components["schemas"]["RolesEnum"][];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            accepted: boolean;
            state: components["schemas"]["InvitationStateEnum"];
            /** @description User name that you wrote, whether or not such an account exists; empty for an invitation by link. */
            username: string;
            /** @description Whether the invitation is for an existing member without an account. */
            member: boolean;
            /** @description Path of the page that accepts the invitation; shown only once. Empty if it is for an account. */
            link: string;
        };
        MadeToken: {
            id: number;
            name: string;
            /** Format: date-time */
            created_at: string;
            /** @description Shown only once. */
            token: string;
        };
        MarkedCoding: {
            rater: string;
            /** @description After matching and merges. */
            codes: components["schemas"]["CodeBrief"][];
            /** @description Each with the code after matching and merges. */
            segments: components["schemas"]["Segment"][];
        };
        Matching: {
            revision: number;
            /** Format: date-time */
            confirmed_at: string | null;
            confirmed_by: string | null;
            raters: components["schemas"]["Vocabulary"][];
            pairs: components["schemas"]["Pair"][];
            suggestions: components["schemas"]["Suggestion"][];
            /** @description Labels of the shared codebook. */
            shared: string[];
            agreement: components["schemas"]["Effect"];
            /** @description The consequence table with the current pairs. */
            table: components["schemas"]["Preview"][];
        };
        MatchingChangeRequest: {
            pairs: components["schemas"]["PairInputRequest"][];
        };
        /**
         * @description * `none` - none
         *     * `needed` - needed
         *     * `confirmed` - confirmed
         * @enum {string}
         */
        MatchingEnum: "none" | "needed" | "confirmed";
        Member: {
            name: string;
            username: string | null;
            roles: components["schemas"]["RolesEnum"][];
            /** @description Roles that the person has not accepted yet. */
            offered_roles: components["schemas"]["RolesEnum"][];
            /**
             * Format: date-time
             * @description Null: has not accepted the invitation; `roles` are those offered.
             */
            joined_at: string | null;
            /** @description Whether the member was removed from the study, or left. */
            retired: boolean;
            /** @description Whether the member left. The codings stay, without an account. */
            left: boolean;
        };
        /** @description What a merge changes in one closed round. */
        MergeEffect: {
            round: number;
            settled: boolean;
            /** @description Number of units to which a rater gave the code. */
            units: number;
            /** @description Number of units whose decision has the code. */
            decided: number;
            /** @description Number of open disagreements that the merge resolves. */
            resolved: number;
            primary: string;
            before: components["schemas"]["Value"];
            after: components["schemas"]["Value"];
        };
        MergeEffects: {
            /** @description Number of closed rounds. */
            closed: number;
            /** @description The closed rounds in which the code is used. */
            rounds: components["schemas"]["MergeEffect"][];
        };
        MergingRequest: {
            into: number;
            reason: string;
        };
        Meta: {
            version: string;
            coefficients: components["schemas"]["Coefficient"][];
            bands: components["schemas"]["Bands"];
            /** @description What a round can be judged by. */
            primary_statistics: components["schemas"]["PrimaryStatistics"][];
            release_files: components["schemas"]["ReleaseFile"][];
            formats: components["schemas"]["Format"][];
            /** @description In the order of the plan form. */
            round_settings: components["schemas"]["RoundSetting"][];
            /** @description The labels of values, as the web interface shows them. */
            enumerations: components["schemas"]["Enumerations"];
            event_kinds: components["schemas"]["EventKind"][];
            /** @description Release file → Content-Type. */
            media_types: {
                [key: string]: string;
            };
        };
        NewCodeRequest: {
            definition?: string;
            when_to_use?: string;
            when_not_to_use?: string;
            examples?: string;
            near_misses?: string;
            colour?: string;
            parent?: number | null;
            label: string;
            /** @description Round in which you code: adds a private code in open coding, otherwise a shared one. */
            round?: number;
        };
        NewCommentRequest: {
            text: string;
        };
        NewInspectionItemRequest: {
            /**
             * @description Name of the project. Only results of OpenSSF Scorecard need none.
             * @default
             */
            name?: string;
            /**
             * @description Like https://github.com/owner/name. With an upload, it is used for links only.
             * @default
             */
            address?: string;
            /** @description Hash of a commit; by default the newest. */
            commit?: string;
            /**
             * Format: int64
             * @description Number of an archive, or of results of OpenSSF Scorecard, sent before (`/api/v1/uploads/`).
             */
            upload?: number | null;
        };
        NewInspectionRequest: {
            items: components["schemas"]["NewInspectionItemRequest"][];
        };
        NewInvitationRequest: {
            name: string;
            roles?: components["schemas"]["RolesEnum"][];
            /**
             * @description User name of the account that is invited. The response is the same if there is no such account. The invitation appears on the page of studies of that account, and takes effect when the person accepts it.
             * @default
             */
            username?: string;
            /**
             * @description Whether the invitation is for the member of that name, who has no account and keeps their roles.
             * @default false
             */
            member?: boolean;
        };
        NewMemberRequest: {
            /** @description User name of the account that is invited. The response is the same if there is no such account. The invitation appears on the page of studies of that account, and takes effect when the person accepts it. */
            username?: string;
            /** @description Name of a rater without an account. */
            name?: string;
            roles: components["schemas"]["RolesEnum"][];
            /**
             * @description False: add a rater without an account, whose ratings a lead enters from files.
             * @default true
             */
            account?: boolean;
        };
        NewStudyRequest: {
            /**
             * @description What a unit is.
             *
             *     * `advisories` - Advisories
             *     * `projects` - Projects
             * @default advisories
             */
            kind?: components["schemas"]["StudyKindEnum"];
            /**
             * @description Whether the codebook of a study of projects starts with the five activities.
             * @default true
             */
            activities?: boolean;
            title: string;
            /** @default  */
            question?: string;
        };
        NewTokenRequest: {
            name: string;
        };
        NewUploadRequest: {
            /** @description Name of the file. */
            name: string;
            /**
             * Format: int64
             * @description Bytes of the whole file.
             */
            size: number;
            /** @description SHA-256 of the whole file, in hexadecimal. */
            sha256: string;
        };
        /** @description The newest snapshot of the project of a unit, which keeps the snapshot that was drawn. */
        NewerSnapshot: {
            /** @description Number of the unit. */
            unit: number;
            project: string;
            slug: string;
            /** @description Number of the newest snapshot. */
            snapshot: number;
            /** @description “own” for the study's own corpus, or the slug of a shared one. */
            corpus: string;
        };
        NextAction: {
            sentence: string;
            /**
             * @description Empty if there is nothing to do.
             *
             *     * `corpus` - corpus
             *     * `sample` - sample
             *     * `codebook` - codebook
             *     * `rounds` - rounds
             *     * `code` - code
             *     * `match` - match
             *     * `agreement` - agreement
             *     * `adjudicate` - adjudicate
             *     * `release` - release
             *     * `` -
             */
            step: components["schemas"]["StepEnum"] | components["schemas"]["BlankEnum"];
            /** @description Page to open: relative to the study, absolute, or empty. */
            path: string;
        };
        /**
         * @description * `cannot_tell` - cannot_tell
         *     * `not_applicable` - not_applicable
         *     * `` -
         * @enum {string}
         */
        NoCodeReasonEnum: "cannot_tell" | "not_applicable";
        Notice: {
            id: number;
            /**
             * @description What an administrator did with the account.
             *
             *     * `created` - Created
             *     * `password_set` - Password Set
             *     * `reactivated` - Reactivated
             */
            kind: components["schemas"]["NoticeKindEnum"];
            /** Format: date-time */
            at: string;
            closed: boolean;
        };
        /**
         * @description * `created` - Created
         *     * `password_set` - Password Set
         *     * `reactivated` - Reactivated
         * @enum {string}
         */
        NoticeKindEnum: "created" | "password_set" | "reactivated";
        NullEnum: null;
        NumberCount: {
            value: number;
            count: number;
        };
        OneText: {
            id: number;
            title: string;
            /** Format: date-time */
            created_at: string;
            /** @description Hash of the HTML. */
            sha256: string;
            current: boolean;
            /** @description Sanitised by the server; its textContent equals `text`. */
            html: string;
            text: string;
        };
        /** @description The order of the codes, fixed when the round opened. */
        Order: {
            /** @description From low to high. */
            labels: string[];
            /** @description Null if the steps between codes are equal. */
            scores: number[] | null;
            /** @description Number of answers without a code, which count as missing. */
            off_scale: number;
            /** @description Number of pairs of ratings that are 0, 1, 2 … steps apart. */
            steps?: number[];
            /** @description Why the order is not used. */
            undefined?: string;
        };
        OrderedCode: {
            /** @description As it was when the round opened. */
            label: string;
            /** Format: double */
            score: number | null;
        };
        OrderingRequest: {
            /** @description All shared codes that are not retired, from low to high. An empty list removes the order. */
            codes: number[];
            /** @description Scores of these codes, which increase. Without scores, the steps between codes are equal. */
            scores?: number[] | null;
        };
        /**
         * @description * `page` - page
         *     * `files` - files
         *     * `mixed` - mixed
         * @enum {string}
         */
        OriginEnum: "page" | "files" | "mixed";
        OsvQueryRequest: {
            /** @description Name of an ecosystem at OSV.dev: PyPI, npm, Go, crates.io … */
            ecosystem: string;
        };
        /** @description Units decided without a code, for one no-code reason. */
        Outcome: {
            /** @description not_applicable or cannot_tell. */
            outcome: string;
            count: number;
            /** @description Whether these units count towards the percentages of the table. */
            in_percentages: boolean;
            units: number[];
        };
        Outline: {
            title: string;
            texts: number;
            codes: number;
            /** @description Codings of the user “consensus”. */
            decisions: number;
            users: components["schemas"]["FileUser"][];
            /** @description Contents that are changed or dropped. */
            remarks: string[];
        };
        /** @description Content of a draft or coding. */
        OwnCoding: {
            codes: number[];
            /** @default  */
            memo: string;
            /** @default  */
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Whether the rater asks to discuss the unit.
             * @default false
             */
            flagged_for_discussion: boolean;
            /** @default [] */
            segments: components["schemas"]["Segment"][];
            /**
             * @description In a study of projects, the codes of which the rater cannot tell whether they apply.
             * @default []
             */
            unclear: number[];
            /** @description Time on task for this version so far. */
            active_seconds?: number | null;
            /**
             * @description In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` are answered no. A submission answers every code of the codebook.
             * @default []
             */
            answered: number[];
            version: number;
            reason: string;
            /** Format: date-time */
            submitted_at: string;
        };
        OwnInvitation: {
            id: number;
            /** @description Title of the study. */
            study: string;
            invited_by: string;
            /** @description Your name in the study. */
            name: string;
            roles: components["schemas"]["RolesEnum"][];
            /** Format: date-time */
            expires_at: string;
            /** @description Whether you would take over an existing member without an account, with all codings. */
            member: boolean;
        };
        PaginatedAdvisoryList: {
            /**
             * Format: uri
             * @description Address of the next page; null on the last.
             */
            next: string | null;
            /**
             * Format: uri
             * @description Address of the previous page; null on the first.
             */
            previous: string | null;
            results: components["schemas"]["Advisory"][];
        };
        PaginatedCodingList: {
            /**
             * Format: uri
             * @description Address of the next page; null on the last.
             */
            next: string | null;
            /**
             * Format: uri
             * @description Address of the previous page; null on the first.
             */
            previous: string | null;
            results: components["schemas"]["Coding"][];
        };
        PaginatedImportList: {
            /**
             * Format: uri
             * @description Address of the next page; null on the last.
             */
            next: string | null;
            /**
             * Format: uri
             * @description Address of the previous page; null on the first.
             */
            previous: string | null;
            results: components["schemas"]["Import"][];
        };
        PaginatedInspectionBriefList: {
            /**
             * Format: uri
             * @description Address of the next page; null on the last.
             */
            next: string | null;
            /**
             * Format: uri
             * @description Address of the previous page; null on the first.
             */
            previous: string | null;
            results: components["schemas"]["InspectionBrief"][];
        };
        Pair: {
            code: number;
            label: string;
            reason: string;
            by: string | null;
        };
        PairInputRequest: {
            code: number;
            label: string;
            /** @default  */
            reason?: string;
        };
        /** @description Agreement of two of three raters or more. */
        PairOfRaters: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            /** Format: double */
            se: number | null;
            undefined: string | null;
            raters: string[];
            /** @description Number of units that both raters coded. */
            units: number;
            /** Format: double */
            percent_agreement: number | null;
            coefficient: string;
            method: string | null;
            note: string | null;
        };
        Part: {
            kind: components["schemas"]["PartKindEnum"];
            text: string;
        };
        /**
         * @description * `same` - same
         *     * `added` - added
         *     * `removed` - removed
         * @enum {string}
         */
        PartKindEnum: "same" | "added" | "removed";
        /** @description Numbers of units and codes that two raters gave. */
        PassageCounts: {
            /** @description Two raters have no common character. */
            apart: number;
            /** @description Common characters, but different passages. */
            different: number;
            identical: number;
            /** @description One rater marked a passage, the other none. */
            one: number;
        };
        PassageEstimate: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            /** Format: double */
            se: number | null;
            undefined: string | null;
            method: string | null;
            /** @description A remark on the interval, or why there is none. */
            note: string | null;
        };
        /** @description Agreement on passages. Each count is of units, codes and pairs of raters of whom both gave the code. */
        Passages: {
            segment_both_gave: number;
            segment_both_marked: number;
            segment_one_marked: number;
            segment_neither_marked: number;
            /** @description Both marked, without a common character. */
            segment_no_common_character: number;
            /** @description Share of the marked characters that are common. */
            segment_dice: components["schemas"]["PassageEstimate"];
            /** @description Share of the passages that have the same ends in the other's. */
            segment_exact: components["schemas"]["PassageEstimate"];
            /** @description Share of the passages that share a character with the other's. */
            segment_any_overlap: components["schemas"]["PassageEstimate"];
            /** @description Of single codes: Krippendorff's alpha for unitizing. */
            segment_alpha?: components["schemas"]["PassageEstimate"];
            /** @description Number of units coded by two raters or more. */
            units: number;
            /** @description Number of units of which raters read different texts. */
            units_dropped: number;
            per_code: {
                [key: string]: components["schemas"]["PassagesOfCode"];
            };
            /** @description A sentence if the raters marked no words in common in many units, else null. */
            remark: string | null;
        };
        /** @description Agreement on passages. Each count is of units, codes and pairs of raters of whom both gave the code. */
        PassagesOfCode: {
            segment_both_gave: number;
            segment_both_marked: number;
            segment_one_marked: number;
            segment_neither_marked: number;
            /** @description Both marked, without a common character. */
            segment_no_common_character: number;
            /** @description Share of the marked characters that are common. */
            segment_dice: components["schemas"]["PassageEstimate"];
            /** @description Share of the passages that have the same ends in the other's. */
            segment_exact: components["schemas"]["PassageEstimate"];
            /** @description Share of the passages that share a character with the other's. */
            segment_any_overlap: components["schemas"]["PassageEstimate"];
            /** @description Of single codes: Krippendorff's alpha for unitizing. */
            segment_alpha?: components["schemas"]["PassageEstimate"];
        };
        PassagesOfUnit: {
            unit: components["schemas"]["Unit"];
            codings: components["schemas"]["MarkedCoding"][];
        };
        PasswordChangeRequest: {
            old: string;
            new: string;
        };
        PatchedCodeChangeRequest: {
            definition?: string;
            when_to_use?: string;
            when_not_to_use?: string;
            examples?: string;
            near_misses?: string;
            colour?: string;
            parent?: number | null;
            label?: string;
            /** @description False restores the code and undoes its merge. */
            retired?: boolean;
            reason?: string;
        };
        PatchedCorpusChangeRequest: {
            name?: string;
            maintainers?: string[];
        };
        PatchedMemberChangeRequest: {
            roles?: components["schemas"]["RolesEnum"][];
            retired?: boolean;
        };
        PatchedSavedFilterWriteRequest: {
            name?: string;
            query?: {
                [key: string]: string | null;
            };
        };
        PatchedStudyChangeRequest: {
            title?: string;
            question?: string;
            /** @description SPDX identifier. */
            data_licence?: string;
        };
        /** @description Agreement on one code against all others. */
        PerCode: {
            /** @description Rater -> number of units with the code. */
            counts: {
                [key: string]: number;
            };
            /** @description With two raters. */
            cohen_kappa?: components["schemas"]["Estimate"];
            /** @description With more than two raters. */
            fleiss_kappa?: components["schemas"]["Estimate"];
            specific_agreement?: components["schemas"]["Estimate"];
            warning: string | null;
        };
        PerCodeMean: {
            coefficient: string;
            /** Format: double */
            value: number | null;
            codes_defined: number;
            codes_undefined: number;
            undefined: string | null;
        };
        /** @description What the last closed pilot round found, else the last closed round, with one code per unit. */
        Pilot: {
            round: number;
            /**
             * Format: double
             * @description Cohen's kappa, of more raters Fleiss' kappa; or null.
             */
            kappa: number | null;
            /** @description The codes that raters gave. */
            codes: string[];
            /** @description How often they gave each. */
            margins: number[];
        };
        /** @description Plan of the sample: method, seed, and numbers of advisories, per stratum if stratified. */
        Plan: {
            method: components["schemas"]["PlanMethodEnum"] | components["schemas"]["BlankEnum"];
            population: number | null;
            sampled: number | null;
            seed: number | null;
            stratified_by: string;
            /** @description Empty while the severity is hidden from you. */
            strata: components["schemas"]["Stratum"][];
        };
        /**
         * @description * `` -
         *     * `all` - all
         *     * `random` - random
         *     * `stratified` - stratified
         * @enum {string}
         */
        PlanMethodEnum: "all" | "random" | "stratified";
        PositionRequest: {
            /** @description The changed codes; null to keep the first rating. */
            codes?: number[] | null;
            /**
             * @description Why the rater now gives no code; `codes` is then empty or null.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason?: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description In a study of projects, the codes of which the rater now cannot tell.
             * @default []
             */
            unclear?: number[];
            reason: string;
        };
        PositionResult: {
            /** @description Whether all raters of the unit now agree. */
            decided: boolean;
            thread: components["schemas"]["Comment"][];
        };
        Preview: {
            label: string;
            /** @description Units on which the raters agree, with this code. */
            agreed: number;
            /** @description Units with this code on which the raters disagree. */
            disputed: number;
        };
        Primary: {
            name: string;
            /** Format: double */
            value: number | null;
        };
        PrimaryStatistics: {
            /** @description 2, or 3 for any larger number. */
            raters: number;
            multi_label: boolean;
            /** @description Every rater codes every unit. */
            complete: boolean;
            /**
             * @description Whether the codes have an order, or scores as well.
             *
             *     * `none` - none
             *     * `order` - order
             *     * `scores` - scores
             */
            code_order: components["schemas"]["CodeOrderEnum"];
            /** @description The first is the default. */
            coefficients: string[];
        };
        Problem: {
            source: string;
            reason: string;
        };
        Progress: {
            /** @description “All raters” for a final rater from whom names are hidden, with the sum of their units. */
            name: string;
            assigned: number;
            submitted: number;
            /** @description Salted SHA-256 of the rater's codings when they last completed all assigned units, or empty. Units assigned later are not covered. The salt is published when the round closes. */
            commitment: string;
        };
        Project: {
            slug: string;
            /** @description With its ecosystem or owner if several projects of the corpus have it. */
            name: string;
        };
        /** @description A project with one cell per activity, in the order of `activities`. */
        ProjectActivities: {
            unit: number;
            project: string;
            commit: string;
            /** @description Permalink of the commit; empty if it has none. */
            url: string;
            cells: components["schemas"]["ActivityCell"][];
        };
        ProjectCount: {
            slug: string;
            /** @description With its ecosystem or owner if several projects of the corpus have it. */
            name: string;
            count: number;
        };
        ProjectDecision: {
            id: number;
            kind: components["schemas"]["ProjectDecisionKindEnum"];
            /** @description What was decided. */
            sentence: string;
            /** @description Slug of the project that goes on, or that lost identities. */
            project: string;
            reason: string;
            /** @description User name. */
            by: string | null;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            undone_at: string | null;
            undone_by: string | null;
        };
        /**
         * @description * `join` - Join
         *     * `take_out` - Take Out
         *     * `rename` - Rename
         * @enum {string}
         */
        ProjectDecisionKindEnum: "join" | "take_out" | "rename";
        ProjectDetail: {
            slug: string;
            /** @description With its ecosystem or owner if several projects of the corpus have it. */
            name: string;
            /** @description The name without what tells it from others. */
            own_name: string;
            /** @description The project into which this one was joined. */
            joined_into: components["schemas"]["Project"] | null;
            identities: components["schemas"]["Identity"][];
            address: string;
            /** @description Newest first. */
            snapshots: components["schemas"]["SnapshotBrief"][];
        };
        ProjectRow: {
            slug: string;
            /** @description With its ecosystem or owner if several projects of the corpus have it. */
            name: string;
            count: number;
            /** @description The first packages, products, repositories and names of the project. */
            identities: string[];
            /** @description Normalised address of the newest snapshot; "" if none is known. */
            address: string;
            snapshots: number;
            latest: components["schemas"]["LatestSnapshot"] | null;
        };
        /**
         * @description * `publish` - publish
         * @enum {string}
         */
        PublishingConfirmEnum: "publish";
        PublishingRequest: {
            confirm: components["schemas"]["PublishingConfirmEnum"];
            /** @default  */
            note?: string;
            /**
             * @description Replace names in the files by pseudonyms. Free text, such as memos, is unchanged.
             * @default false
             */
            pseudonyms?: boolean;
        };
        /**
         * @description * `pilot` - Pilot
         *     * `calibration` - Calibration
         *     * `coding` - Coding
         * @enum {string}
         */
        PurposeEnum: "pilot" | "calibration" | "coding";
        RankChange: {
            consequence: string;
            decided: number;
            own_count: number;
            decided_rank: number | null;
            own_rank: number | null;
            /** @description Whether the rank changes. */
            moved: boolean;
        };
        Rare: {
            /** @description Units outside a rater's most frequent code, the smallest number over the raters. */
            minority: number;
            /** @description For the headline, if codes are too rare. */
            remark: string | null;
        };
        /** @description Influence of one rater, over the decided units that the rater coded. */
        RaterInfluence: {
            rater: string;
            units: number;
            overruled: number;
            /** Format: double */
            rate: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            rows: components["schemas"]["RankChange"][];
        };
        RatingImport: {
            created: number;
            unchanged: number;
            new_codes: string[];
            problems: components["schemas"]["ImportProblem"][];
            remarks: components["schemas"]["ImportProblem"][];
            /** @description Whose ratings were entered from which file. */
            raters: components["schemas"]["EnteredRater"][];
            /** @description How the files were read, as in `manage.py agreement --json`; null if none was. */
            reading: {
                [key: string]: unknown;
            } | null;
        };
        /** @description A file that ratings of the release were entered from. */
        RatingSource: {
            source: string;
            sha256: string | null;
            entered_by: string;
            /** @description A time; a day in a release under pseudonyms. */
            entered_at: string;
            ratings: components["schemas"]["RatingsOfRater"][];
        };
        RatingsOfRater: {
            rater: string;
            ratings: number;
        };
        /** @description What was read, as `agreement --json` says it. */
        Reading: {
            files: components["schemas"]["ReadingFile"][];
            layout: string;
            unit: components["schemas"]["ReadingUnit"];
            raters: components["schemas"]["ReadingRater"][];
            questions: string[];
            question: string | null;
            final: components["schemas"]["ReadingFinal"] | null;
            separator: string | null;
            left_out: components["schemas"]["ReadingLeftOut"][];
            decided: components["schemas"]["ReadingDecided"][];
            checks: components["schemas"]["ReadingCheck"][];
            conventions: components["schemas"]["ReadingConvention"][];
        };
        ReadingCheck: {
            code: string;
            severity: components["schemas"]["ReadingCheckSeverityEnum"];
            sentence: string;
            /** @description Lines, labels or raters. */
            where: string[];
            figures: {
                [key: string]: unknown;
            };
        };
        /**
         * @description * `refuse` - refuse
         *     * `warn` - warn
         *     * `note` - note
         * @enum {string}
         */
        ReadingCheckSeverityEnum: "refuse" | "warn" | "note";
        /** @description One answer to a question about the reading of a file. */
        ReadingChoice: {
            /** @description Value of the option. */
            value: string;
            /** @description What it means. */
            says: string;
            /** @description Option that the value is for, if it is another one. */
            option?: string;
        };
        ReadingConvention: {
            /** Format: double */
            value: number | null;
            /** @description What the other reading does. */
            as: string;
        };
        ReadingDecided: {
            option: string;
            value: string;
            ratings: number | null;
            /** @description Of a decision on a label. */
            label?: string;
            /** @description What the label was read as; empty: not coded. */
            read_as?: string;
            /** @description Rater -> number of the ratings. */
            raters?: {
                [key: string]: number;
            };
        };
        ReadingFile: {
            name: string;
            sha256: string;
            bytes: number;
            format: string;
            encoding: string;
            delimiter: string;
            sheet: string;
            header_row: number | null;
        };
        ReadingFinal: {
            column: string;
            filled: number;
        };
        ReadingLeftOut: {
            what: components["schemas"]["WhatEnum"];
            name: string;
            count: number;
            why: string;
        };
        /** @description A question about the reading of a file. */
        ReadingQuestion: {
            /** @description Option of `reading` that answers it. */
            option: string;
            sentence: string;
            choices: components["schemas"]["ReadingChoice"][];
        };
        ReadingRater: {
            name: string;
            ratings: number;
            empty: number;
            no_code: number;
            /** @description Column, value or file. */
            from: string;
        };
        ReadingUnit: {
            by: components["schemas"]["ByEnum"];
            columns: string[];
        };
        ReasonRequest: {
            /** @default  */
            reason?: string;
        };
        ReassignedUnits: {
            from: string;
            to: string;
            units: number;
            /** Format: date-time */
            at: string;
        };
        ReassignmentRequest: {
            from: string;
            to: string;
            /** @description Number of unsubmitted units. Null: as many as possible. */
            units?: number | null;
        };
        ReassignmentResult: {
            units: number;
        };
        RecodeScope: {
            /** @description Submitted units with the code. */
            submitted: number[];
            /** @description Units whose draft has the code. */
            drafts: number[];
        };
        Recoded: {
            /** @description Units with a new version. */
            units: number[];
        };
        RecodingRequest: {
            into: number;
            reason: string;
            /** @description Null for all your units; a private code is then merged and retired. */
            units?: number[] | null;
        };
        Record: {
            id: number;
            format: string;
            identifier: string;
            origin: string;
            /** Format: date-time */
            modified_at: string | null;
            /** Format: date-time */
            imported_at: string;
            current: boolean;
        };
        RefreshInputRequest: {
            units: number[];
        };
        /** @description The body of every error response. */
        Refusal: {
            /** @description Stable name of the error. */
            code: string;
            /** @description What is wrong and what to do. */
            detail: string;
            fields?: {
                [key: string]: string[];
            };
        };
        /** @description Results of a release. All of it is also in the files of the release. */
        Release: {
            number: number;
            round: number;
            note: string;
            /** Format: date-time */
            created_at: string;
            manifest_sha256: string;
            title: string;
            question: string;
            notice: string;
            /** @description Markdown. */
            methods: string;
            /** @description Units of which the percentages of the table are shares. */
            decided: number;
            undecided: number[];
            table: components["schemas"]["TableRow"][];
            outcomes: components["schemas"]["Outcome"][];
            /** @description Severity band and number of units. */
            severity: [
                string,
                number
            ][];
            /** @description Cells with at least one unit. */
            severity_by_consequence: components["schemas"]["SeverityCell"][];
            /** @description What the units are: advisories or projects. */
            kind: string;
            /** @description Of a study of projects, in the order of the codebook. */
            activities: components["schemas"]["ActivityRow"][];
            /** @description Of a study of projects, in the order of units. */
            projects: components["schemas"]["ProjectActivities"][];
            /** @description Of a study of projects. It is never part of the agreement of the raters. */
            machine: components["schemas"]["MachineAgreement"][];
            rater_influence: components["schemas"]["RaterInfluence"][];
            agreement: components["schemas"]["Report"];
            agreement_before: components["schemas"]["Report"] | null;
            codebook: components["schemas"]["DefinedCode"][];
            /** @description Figures in PDF and PNG that the server could not draw. */
            figures_missing: string[];
            /** @description Scripts that the figures in PDF and PNG show as code points, because the server has no font. */
            scripts_not_shown: string[];
            /** @description SPDX identifier; empty if not stated. */
            data_licence: string;
            /**
             * @description Where the ratings come from; empty for releases that did not record it.
             *
             *     * `` -
             *     * `page` - page
             *     * `files` - files
             *     * `mixed` - mixed
             */
            origin: components["schemas"]["OriginEnum"] | components["schemas"]["BlankEnum"];
            /** @description The same in words; empty as well. */
            origin_sentence: string;
            rating_sources: components["schemas"]["RatingSource"][];
            files: components["schemas"]["File"][];
            /** @description Null for the first release, and for readers who may not see the previous one. */
            changes: components["schemas"]["Changes"] | null;
            by: string | null;
            /** @description Whether it can be read without signing in. */
            public: boolean;
        };
        ReleaseBrief: {
            number: number;
            round: number;
            note: string;
            /** Format: date-time */
            created_at: string;
            by: string | null;
            manifest_sha256: string;
            /** @description Whether it can be read without signing in. */
            public: boolean;
            /** @description Whether you cannot read it now, because it contains classifications of advisories that you code without them. The note and the hash are then empty. */
            withheld: boolean;
        };
        ReleaseFile: {
            name: string;
            sentence: string;
            media_type: string;
            /** @description The condition under which a release has the file. It is empty if every release has it. */
            condition: string;
        };
        Remark: {
            source: string;
            remark: string;
        };
        RenameProjectInputRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /** @description Slug of the project. */
            project: string;
            name: string;
        };
        ReopeningInputRequest: {
            /**
             * @description Required. The audit trail and the methods section of a release state it.
             * @default
             */
            reason?: string;
        };
        /** @description The agreement report, as in agreement.json. docs/statistics.md explains each name. */
        Report: {
            units: number;
            units_used: number;
            units_dropped: number;
            raters: string[];
            categories: string[];
            multi_label: boolean;
            primary: string;
            /** Format: double */
            confidence: number;
            seed: number;
            replicates: number;
            rare: components["schemas"]["Rare"];
            coefficients: {
                [key: string]: components["schemas"]["Estimate"];
            };
            per_code: {
                [key: string]: components["schemas"]["PerCode"];
            };
            /** @description Mean over the codes for which the coefficient is defined. */
            per_code_mean: components["schemas"]["PerCodeMean"];
            confusion: components["schemas"]["Confusion"] | null;
            band: components["schemas"]["AgreementBand"] | null;
            /** @description Sentences about the primary coefficient. */
            remarks: string[];
            /** @description With three raters or more. */
            pairs?: components["schemas"]["PairOfRaters"][];
            /** @description Rater -> mean over the pairs with this rater; null if it is undefined for all. */
            rater_mean?: {
                [key: string]: number | null;
            };
            /** @description If the codes have an order. */
            order?: components["schemas"]["Order"];
            sensitivity: components["schemas"]["Sensitivity"];
            /** @description Half width of the interval -> number of units needed for it. */
            units_needed: {
                [key: string]: number;
            };
            /** @description In open coding: agreement by matching alone. */
            matching_baseline?: components["schemas"]["Baseline"];
            /** @description If raters were shown help. */
            without_exposed?: components["schemas"]["WithoutExposed"];
        };
        /**
         * @description * `final_rater` - Final Rater
         *     * `discussion` - Discussion
         *     * `discussion_then_final_rater` - Discussion Then Final Rater
         * @enum {string}
         */
        ResolutionMethodEnum: "final_rater" | "discussion" | "discussion_then_final_rater";
        /** @description Results of a release. All of it is also in the files of the release. */
        Results: {
            number: number;
            round: number;
            note: string;
            /** Format: date-time */
            created_at: string;
            manifest_sha256: string;
            title: string;
            question: string;
            notice: string;
            /** @description Markdown. */
            methods: string;
            /** @description Units of which the percentages of the table are shares. */
            decided: number;
            undecided: number[];
            table: components["schemas"]["TableRow"][];
            outcomes: components["schemas"]["Outcome"][];
            /** @description Severity band and number of units. */
            severity: [
                string,
                number
            ][];
            /** @description Cells with at least one unit. */
            severity_by_consequence: components["schemas"]["SeverityCell"][];
            /** @description What the units are: advisories or projects. */
            kind: string;
            /** @description Of a study of projects, in the order of the codebook. */
            activities: components["schemas"]["ActivityRow"][];
            /** @description Of a study of projects, in the order of units. */
            projects: components["schemas"]["ProjectActivities"][];
            /** @description Of a study of projects. It is never part of the agreement of the raters. */
            machine: components["schemas"]["MachineAgreement"][];
            rater_influence: components["schemas"]["RaterInfluence"][];
            agreement: components["schemas"]["Report"];
            agreement_before: components["schemas"]["Report"] | null;
            codebook: components["schemas"]["DefinedCode"][];
            /** @description Figures in PDF and PNG that the server could not draw. */
            figures_missing: string[];
            /** @description Scripts that the figures in PDF and PNG show as code points, because the server has no font. */
            scripts_not_shown: string[];
            /** @description SPDX identifier; empty if not stated. */
            data_licence: string;
            /**
             * @description Where the ratings come from; empty for releases that did not record it.
             *
             *     * `` -
             *     * `page` - page
             *     * `files` - files
             *     * `mixed` - mixed
             */
            origin: components["schemas"]["OriginEnum"] | components["schemas"]["BlankEnum"];
            /** @description The same in words; empty as well. */
            origin_sentence: string;
            rating_sources: components["schemas"]["RatingSource"][];
            files: components["schemas"]["File"][];
            /** @description Null for the first release, and for readers who may not see the previous one. */
            changes: components["schemas"]["Changes"] | null;
        };
        RevealingRelease: {
            /** @description Slug of the study. */
            study: string;
            number: number;
            title: string;
            /** @description Whether raters can read it without signing in, or with a second account. */
            public: boolean;
        };
        Revision: {
            id: number;
            format: string;
            identifier: string;
            origin: string;
            /** Format: date-time */
            modified_at: string | null;
            /** Format: date-time */
            imported_at: string;
            current: boolean;
            /** @description Changes since the previous revision; null for the first one and if they are unknown. */
            changes: components["schemas"]["Change"][] | null;
            problem: string;
        };
        RoleAnswerRequest: {
            /** @description False: decline the roles. */
            accept: boolean;
        };
        /**
         * @description * `unit` - Unit
         *     * `rater` - Rater
         *     * `person` - Who rated
         *     * `code` - Codes
         *     * `final` - Final
         *     * `note` - Note
         *     * `unused` - Not used
         * @enum {string}
         */
        RoleEnum: "unit" | "rater" | "person" | "code" | "final" | "note" | "unused";
        /**
         * @description * `lead` - lead
         *     * `rater` - rater
         *     * `adjudicator` - adjudicator
         *     * `viewer` - viewer
         * @enum {string}
         */
        RolesEnum: "lead" | "rater" | "adjudicator" | "viewer";
        Round: {
            number: number;
            state: components["schemas"]["RoundStateEnum"];
            sealed: boolean;
            /** @description Seed of the bootstrap intervals. */
            seed: number;
            units: number;
            /** Format: date-time */
            planned_at: string;
            /** Format: date-time */
            opened_at: string | null;
            /** Format: date-time */
            closed_at: string | null;
            /**
             * Format: date-time
             * @description When the lead ended the discussion before all raters had responded.
             */
            discussion_ended_at: string | null;
            /** Format: date-time */
            settled_at: string | null;
            /** @description The codes from low to high, fixed when the round opened; or null. */
            code_order: components["schemas"]["OrderedCode"][] | null;
            raters: components["schemas"]["Progress"][];
            /** @description The raters of the plan, in order. */
            planned_raters: string[];
            /** @description Units reassigned since the round was opened. Hidden while raters’ names are. */
            reassignments: components["schemas"]["ReassignedUnits"][];
            matching: components["schemas"]["MatchingEnum"];
            disagreements: number | null;
            undecided: number | null;
            /** @description Undecided units that the final rater cannot decide yet. */
            awaiting_response: number | null;
            /**
             * @description Style
             *
             *     * `open` - Open
             *     * `shared` - Shared
             *     * `closed` - Closed
             */
            style: components["schemas"]["StyleEnum"];
            /**
             * @description Purpose
             *
             *     * `pilot` - Pilot
             *     * `calibration` - Calibration
             *     * `coding` - Coding
             */
            purpose: components["schemas"]["PurposeEnum"];
            /**
             * @description Allocation
             *
             *     * `all` - All
             *     * `fixed_number` - Fixed Number
             *     * `overlap` - Overlap
             */
            assignment_scheme: components["schemas"]["AssignmentSchemeEnum"];
            /** @description Raters per unit */
            raters_per_unit: number | null;
            /**
             * Format: double
             * @description Percent of the units coded by two raters
             */
            overlap_share: number | null;
            /**
             * @description Order of a rater's units
             *
             *     * `fixed` - Fixed
             *     * `random` - Random
             */
            unit_order: components["schemas"]["UnitOrderEnum"];
            /** @description Allow several codes per unit */
            multi_label: boolean;
            /** @description Show severity, CVSS and CWE while coding */
            show_classifications: boolean;
            /**
             * @description Suggestions of the rules
             *
             *     * `never` - Never
             *     * `after` - After
             */
            suggestions: components["schemas"]["SuggestionsEnum"];
            /** @description Primary statistic */
            primary_statistic: string;
            /**
             * Format: double
             * @description Threshold
             */
            threshold: number | null;
            /**
             * @description Resolution of disagreements
             *
             *     * `final_rater` - Final Rater
             *     * `discussion` - Discussion
             *     * `discussion_then_final_rater` - Discussion Then Final Rater
             */
            resolution_method: components["schemas"]["ResolutionMethodEnum"];
            /** @description Final rater */
            final_rater: string | null;
            /** @description Hide the raters’ names from the final rater */
            blind_adjudication: boolean;
        };
        RoundBrief: {
            number: number;
            style: components["schemas"]["StyleEnum"];
            state: components["schemas"]["RoundStateEnum"];
        };
        RoundFigure: {
            number: number;
            purpose: components["schemas"]["PurposeEnum"];
            style: components["schemas"]["StyleEnum"];
            /** Format: date-time */
            closed_at: string;
            units: number;
            units_used: number;
            primary: string;
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            undefined: string | null;
            /** Format: double */
            threshold: number | null;
            /** @description Null without a threshold or without a value. */
            met: boolean | null;
        };
        RoundPlanInputRequest: {
            raters: string[];
            /** @description Null: all units. */
            units?: number[] | null;
            /**
             * @description Style
             *
             *     * `open` - Open
             *     * `shared` - Shared
             *     * `closed` - Closed
             */
            style: components["schemas"]["StyleEnum"];
            /**
             * @description Purpose
             *
             *     * `pilot` - Pilot
             *     * `calibration` - Calibration
             *     * `coding` - Coding
             * @default coding
             */
            purpose?: components["schemas"]["PurposeEnum"];
            /**
             * @description Allocation
             *
             *     * `all` - All
             *     * `fixed_number` - Fixed Number
             *     * `overlap` - Overlap
             * @default all
             */
            assignment_scheme?: components["schemas"]["AssignmentSchemeEnum"];
            /** @description Raters per unit */
            raters_per_unit?: number | null;
            /**
             * Format: double
             * @description Percent of the units coded by two raters
             */
            overlap_share?: number | null;
            /**
             * @description Order of a rater's units
             *
             *     * `fixed` - Fixed
             *     * `random` - Random
             * @default fixed
             */
            unit_order?: components["schemas"]["UnitOrderEnum"];
            /**
             * @description Allow several codes per unit
             * @default false
             */
            multi_label?: boolean;
            /**
             * @description Show severity, CVSS and CWE while coding
             * @default false
             */
            show_classifications?: boolean;
            /**
             * @description Suggestions of the rules
             *
             *     * `never` - Never
             *     * `after` - After
             * @default after
             */
            suggestions?: components["schemas"]["SuggestionsEnum"];
            /** @description Primary statistic */
            primary_statistic?: string | null;
            /**
             * Format: double
             * @description Threshold
             */
            threshold?: number | null;
            /**
             * @description Resolution of disagreements
             *
             *     * `final_rater` - Final Rater
             *     * `discussion` - Discussion
             *     * `discussion_then_final_rater` - Discussion Then Final Rater
             * @default final_rater
             */
            resolution_method?: components["schemas"]["ResolutionMethodEnum"];
            /** @description Final rater */
            final_rater?: string | null;
            /**
             * @description Hide the raters’ names from the final rater
             * @default false
             */
            blind_adjudication?: boolean;
        };
        /** @description The agreement report, as in agreement.json. docs/statistics.md explains each name. */
        RoundReport: {
            units: number;
            units_used: number;
            units_dropped: number;
            raters: string[];
            categories: string[];
            multi_label: boolean;
            primary: string;
            /** Format: double */
            confidence: number;
            seed: number;
            replicates: number;
            rare: components["schemas"]["Rare"];
            coefficients: {
                [key: string]: components["schemas"]["Estimate"];
            };
            per_code: {
                [key: string]: components["schemas"]["PerCode"];
            };
            /** @description Mean over the codes for which the coefficient is defined. */
            per_code_mean: components["schemas"]["PerCodeMean"];
            confusion: components["schemas"]["Confusion"] | null;
            band: components["schemas"]["AgreementBand"] | null;
            /** @description Sentences about the primary coefficient. */
            remarks: string[];
            /** @description With three raters or more. */
            pairs?: components["schemas"]["PairOfRaters"][];
            /** @description Rater -> mean over the pairs with this rater; null if it is undefined for all. */
            rater_mean?: {
                [key: string]: number | null;
            };
            /** @description If the codes have an order. */
            order?: components["schemas"]["Order"];
            sensitivity: components["schemas"]["Sensitivity"];
            /** @description Half width of the interval -> number of units needed for it. */
            units_needed: {
                [key: string]: number;
            };
            /** @description In open coding: agreement by matching alone. */
            matching_baseline?: components["schemas"]["Baseline"];
            /** @description If raters were shown help. */
            without_exposed?: components["schemas"]["WithoutExposed"];
            /** @description If a rater marked a passage. */
            segments?: components["schemas"]["Passages"];
            /** @description After matching but without merges, if codes were merged after the round closed. */
            before_merges?: components["schemas"]["Report"];
        };
        RoundSetting: {
            /** @description The field of a round and of a plan. */
            name: string;
            label: string;
            help: string;
            kind: components["schemas"]["RoundSettingKindEnum"];
            choices: components["schemas"]["Choice"][];
            /** @description The default value of a choice. It is null if there is none. */
            default: string | null;
            /** @description A plan to which the setting applies must state it. */
            required: boolean;
            /** Format: double */
            minimum: number | null;
            /** Format: double */
            maximum: number | null;
            /** @description A number without decimals. */
            whole: boolean;
            /** @description A number from 0 to 1, shown as a percentage. */
            share: boolean;
            /**
             * Format: double
             * @description For a number: the initial value in a form if it is required, otherwise the placeholder.
             */
            example: number | null;
            /** @description The kinds of studies to whose rounds the setting applies. Empty if it applies to all. */
            study_kinds: components["schemas"]["StudyKindEnum"][];
            /** @description The only value in a study of projects. It is null if any value is allowed. */
            of_projects: unknown;
            /** @description The condition under which the setting applies. It is null if it applies to every round. */
            applies_if: components["schemas"]["Condition"] | null;
        };
        /**
         * @description * `choice` - choice
         *     * `flag` - flag
         *     * `number` - number
         *     * `coefficient` - coefficient
         *     * `adjudicator` - adjudicator
         * @enum {string}
         */
        RoundSettingKindEnum: "choice" | "flag" | "number" | "coefficient" | "adjudicator";
        /**
         * @description * `planned` - Planned
         *     * `open` - Open
         *     * `closed` - Closed
         *     * `settled` - Settled
         * @enum {string}
         */
        RoundStateEnum: "planned" | "open" | "closed" | "settled";
        RuleSuggestion: {
            activities: components["schemas"]["SuggestedActivity"][];
        };
        Sample: {
            units: number;
            sampling_description: string;
            plan: components["schemas"]["Plan"];
            /** @description Of a study of projects: units with an older snapshot. */
            newer_snapshots: components["schemas"]["NewerSnapshot"][];
        };
        SampleInputRequest: {
            /** @description “own” for the study's own corpus, or the slug of a shared one (default: own). */
            corpus?: string;
            /** @description Filter of the corpus (default: every advisory). */
            filter?: components["schemas"]["AdvisoryFilterRequest"];
            /** @description Keys of the only advisories to draw, instead of a filter; slugs in a study of projects. */
            keys?: string[];
            /** @description In a study of projects, a study of yours whose projects are drawn. */
            from_study?: string;
            size?: number | null;
            seed?: number | null;
            /** @default  */
            stratify?: components["schemas"]["StratifyEnum"] | components["schemas"]["BlankEnum"];
            /** @default proportional */
            allocation?: components["schemas"]["AllocationEnum"];
        };
        SampleSize: {
            pilot: components["schemas"]["Pilot"] | null;
            /** @description Null without kappa and margins. */
            needed: components["schemas"]["UnitsNeeded"] | null;
        };
        SampledUnit: {
            number: number;
            identifier: string;
            aliases: string[];
            title: string;
            project: string | null;
            /** @description ISO date; empty if unknown. */
            published: string;
            /** @description Sanitised by the server. Its textContent equals `text`. */
            html: string;
            text: string;
            sha256: string;
            references: string[];
            /** @description Null while they are hidden from you, or if there are none. */
            classifications: components["schemas"]["Classifications"] | null;
            /** @description “own” for the study's own corpus, the slug of a shared one, or null for a file. */
            corpus: string | null;
            /** @description What differs in the corpus today; null unless you lead the study. */
            since_sample: components["schemas"]["FactDifference"][] | null;
        };
        Saved: {
            revision: number;
            /** Format: date-time */
            saved_at: string;
        };
        SavedFilter: {
            name: string;
            query: {
                [key: string]: string | null;
            };
            id: number;
            /** Format: date-time */
            created_at: string;
        };
        SavedFilterWriteRequest: {
            name: string;
            query: {
                [key: string]: string | null;
            };
        };
        Screening: {
            /** @description The screened corpus: “own” for the study's, or the slug of a shared one. */
            corpus: string;
            criteria: components["schemas"]["Criterion"][];
            /** @description Criteria of the model study, as a starting point. */
            suggested: components["schemas"]["SuggestedCriterion"][];
            flow: components["schemas"]["FlowRow"][];
            /** @description Address of the SVG; null while no project is listed. */
            figure: string | null;
        };
        /** @description The passage that supports a code: [start, end) in Unicode code points of the unit's text. */
        Segment: {
            code: number;
            start: number;
            end: number;
            quote: string;
        };
        /** @description The passage that supports a code: [start, end) in Unicode code points of the unit's text. */
        SegmentRequest: {
            code: number;
            start: number;
            end: number;
            quote: string;
        };
        Sensitivity: {
            /** @description Code -> agreement on the units to which no rater gave it. */
            without_code: {
                [key: string]: components["schemas"]["WithoutCode"];
            };
            /** @description Range of the primary coefficient when any one unit is left out. */
            without_unit: components["schemas"]["WithoutUnit"] | null;
        };
        Session: {
            user: components["schemas"]["SessionUser"] | null;
            version: string;
            /** @description Notices that the person has not closed. */
            notices: components["schemas"]["Notice"][];
        };
        SessionUser: {
            username: string;
            name: string;
            /** @description Whether the user makes shared corpora and chooses their maintainers. */
            administrator: boolean;
        };
        SeverityCell: {
            consequence: string;
            severity: string;
            count: number;
        };
        SeverityCounts: {
            total: number;
            /** @description All five bands; empty while classifications are hidden from you. */
            bands: components["schemas"]["BandCount"][];
            /** @description Address of the SVG; null if nothing was counted. */
            figure: string | null;
        };
        SharedCodeSegment: {
            /** @description The shared code. */
            code: number;
            start: number;
            end: number;
            quote: string;
        };
        SheetColumn: {
            name: string;
            /** @description How an option names the column. */
            option: string;
            role: components["schemas"]["RoleEnum"];
            /** @description Whose ratings it holds; empty if it holds nobody's. */
            rater: string;
            question: string;
            /** @description Why it is left out. */
            why: string;
        };
        /** @description Files that can be read in several ways, with all questions and the first rows. */
        SheetNeeded: {
            /** @description “reading_needed”. */
            code: string;
            detail: string;
            asks: components["schemas"]["ReadingQuestion"][];
            tables: components["schemas"]["SheetTable"][];
        };
        /** @description The answers to one question: reading, checks and agreement. */
        SheetReport: {
            reading: components["schemas"]["Reading"];
            /** @description What was read, in sentences. */
            lines: string[];
            /** @description The rows that each check is about, in the order of the checks. */
            check_rows: components["schemas"]["CheckedRows"][];
            agreement: components["schemas"]["Report"];
            /** @description The primary coefficient in words. */
            sentence: string;
        };
        SheetRow: {
            line: number;
            cells: string[];
        };
        /** @description The first rows of a table, with the part of each column. */
        SheetTable: {
            file: string;
            sheet: string;
            columns: components["schemas"]["SheetColumn"][];
            rows: components["schemas"]["SheetRow"][];
            row_count: number;
        };
        SignInRequest: {
            username: string;
            password: string;
        };
        SimilarDecision: {
            unit: number;
            identifier: string;
            title: string;
            /**
             * Format: double
             * @description Cosine similarity of the texts' words, 0 to 1.
             */
            similarity: number;
            /** @description After merges. */
            codes: components["schemas"]["CodeBrief"][];
            /**
             * @description Why the decision has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            method: components["schemas"]["DecisionMethodEnum"];
            reason: string;
        };
        SimilarPair: {
            first: components["schemas"]["UnitBrief"];
            second: components["schemas"]["UnitBrief"];
            /**
             * Format: double
             * @description Cosine similarity of the texts' words, 0 to 1.
             */
            similarity: number;
        };
        SimilarUnit: {
            number: number;
            title: string;
            /**
             * Format: double
             * @description Cosine similarity of the texts' words and word pairs (TF-IDF), 0 to 1.
             */
            similarity: number;
            codes: number[];
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
        };
        /** @description The units whose facts or text differ in the corpus today. They keep what was drawn. */
        SinceSample: {
            /** @description Number of units compared. */
            checked: number;
            /** @description Number of units with a difference. */
            changed: number;
            /** @description Number of units per fact that differs. */
            facts: components["schemas"]["ChangedFact"][];
            /** @description Number of units with a difference in `fact`. */
            matching: number;
            /** @description The first 500 of these units. */
            units: components["schemas"]["ChangedUnit"][];
        };
        Snapshot: {
            number: number;
            commit: string | null;
            /** Format: date-time */
            committed_at: string | null;
            /** @description Version of the probes. */
            rules: string;
            address: string;
            source: components["schemas"]["SnapshotSourceEnum"];
            /** Format: date-time */
            inspected_at: string;
            /** @description Permalink of the commit; "" if the host is unknown. */
            url: string;
            branch: string | null;
            files: number;
            files_read: number;
            bytes_read: number;
            history: components["schemas"]["SnapshotHistory"];
            submodules: string[];
            problems: components["schemas"]["SnapshotProblem"][];
            /** @description Date of the list of OSS-Fuzz. */
            ossfuzz: string;
            /** @description Hash of the JSON report; "" while hidden, because it shows a guess. */
            sha256: string;
            document: components["schemas"]["SnapshotDocument"];
            activities: components["schemas"]["SnapshotActivity"][];
            /** @description Why suggestions, and outcomes and states of evidence, are hidden from you; "" if they are not. */
            hidden: string;
        };
        SnapshotActivity: {
            name: string;
            label: string;
            /**
             * @description Null while hidden, or if there is none.
             *
             *     * `yes` - yes
             *     * `no` - no
             *     * `cannot_tell` - cannot_tell
             */
            suggestion: components["schemas"]["SuggestionEnum"] | components["schemas"]["NullEnum"];
            /** @description "" while hidden. */
            reason: string;
            /** @description Numbers of the evidence that the suggestion rests on. */
            evidence: number[];
        };
        SnapshotBrief: {
            number: number;
            commit: string | null;
            /** Format: date-time */
            committed_at: string | null;
            /** @description Version of the probes. */
            rules: string;
            address: string;
            source: components["schemas"]["SnapshotSourceEnum"];
            /** Format: date-time */
            inspected_at: string;
            /** @description Permalink of the commit; "" if the host is unknown. */
            url: string;
        };
        SnapshotDocument: {
            title: string;
            /** @description Sanitised by the server; its textContent equals `text`. */
            html: string;
            text: string;
        };
        SnapshotHistory: {
            /** @description First-parent commits that were read. */
            commits: number;
            complete: boolean;
            /** @description Why the history is not complete; "" if it is. */
            reason: string;
        };
        SnapshotProblem: {
            path: string | null;
            reason: string;
        };
        /**
         * @description * `clone` - Clone
         *     * `archive` - Archive
         *     * `folder` - Folder
         *     * `address` - Address
         *     * `scorecard` - Scorecard
         * @enum {string}
         */
        SnapshotSourceEnum: "clone" | "archive" | "folder" | "address" | "scorecard";
        /** @description A current record. If it cannot be parsed, its facts are null or empty, and `problem` states why. */
        Source: {
            id: number;
            format: string;
            identifier: string;
            origin: string;
            /** Format: date-time */
            modified_at: string | null;
            /** Format: date-time */
            imported_at: string;
            /** Format: date-time */
            published_at: string | null;
            /** Format: date-time */
            withdrawn_at: string | null;
            /** @description "" if the record states none; null while hidden from you. */
            severity: string | null;
            vectors: components["schemas"]["Vector"][];
            cwes: string[];
            affected: components["schemas"]["Affected"][];
            /** @description Number of ranges that are not listed. */
            affected_left_out: number;
            /** @description Number of references. */
            references: number;
            /** @description Further identifiers by which the record joins others. */
            aliases: string[];
            /** @description Identifiers that the record names and that join nothing. */
            related: string[];
            problem: string;
        };
        /**
         * @description * `github` - github
         *     * `osv` - osv
         * @enum {string}
         */
        SourceEnum: "github" | "osv";
        SplitGroupRequest: {
            identifiers: string[];
            records: number[];
        };
        SplitInputRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /** @description Two groups that together have all identifiers and current records. */
            groups: components["schemas"]["SplitGroupRequest"][];
        };
        /**
         * @description * `open` - Open
         *     * `decided` - Decided
         *     * `resolved_by_merge` - Resolved By Merge
         * @enum {string}
         */
        StatusEnum: "open" | "decided" | "resolved_by_merge";
        /**
         * @description * `corpus` - corpus
         *     * `sample` - sample
         *     * `codebook` - codebook
         *     * `rounds` - rounds
         *     * `code` - code
         *     * `match` - match
         *     * `agreement` - agreement
         *     * `adjudicate` - adjudicate
         *     * `release` - release
         *     * `` -
         * @enum {string}
         */
        StepEnum: "corpus" | "sample" | "codebook" | "rounds" | "code" | "match" | "agreement" | "adjudicate" | "release";
        StepProgress: {
            step: components["schemas"]["StepEnum"];
            state: components["schemas"]["StepStateEnum"];
            reason: string;
            count: string;
        };
        /**
         * @description * `done` - done
         *     * `now` - now
         *     * `waiting` - waiting
         * @enum {string}
         */
        StepStateEnum: "done" | "now" | "waiting";
        /**
         * @description * `` -
         *     * `project` - project
         *     * `severity` - severity
         *     * `year` - year
         * @enum {string}
         */
        StratifyEnum: "project" | "severity" | "year";
        Stratum: {
            name: string;
            population: number;
            sampled: number;
        };
        Study: {
            slug: string;
            /**
             * @description What a unit is.
             *
             *     * `advisories` - Advisories
             *     * `projects` - Projects
             */
            kind: components["schemas"]["StudyKindEnum"];
            title: string;
            question: string;
            notice: string;
            roles: components["schemas"]["RolesEnum"][];
            units: number;
            rounds: number;
            state: components["schemas"]["StudyStateEnum"];
            next_action: components["schemas"]["NextAction"];
            sampling_description: string;
            /** @description SPDX identifier; empty if not stated. */
            data_licence: string;
            /** @description Your name in this study. */
            me: string;
            /** @description Roles that the lead offers to you. */
            offered_roles: components["schemas"]["RolesEnum"][];
            /** @description Without invited and retired ones. */
            members: number;
            steps: components["schemas"]["StepProgress"][];
            round_list: components["schemas"]["RoundBrief"][];
        };
        StudyBrief: {
            slug: string;
            /**
             * @description What a unit is.
             *
             *     * `advisories` - Advisories
             *     * `projects` - Projects
             */
            kind: components["schemas"]["StudyKindEnum"];
            title: string;
            question: string;
            notice: string;
            roles: components["schemas"]["RolesEnum"][];
            units: number;
            rounds: number;
            state: components["schemas"]["StudyStateEnum"];
            next_action: components["schemas"]["NextAction"];
        };
        StudyImport: {
            job: components["schemas"]["Job"];
            /** @description Null until the study exists. */
            result: components["schemas"]["StudyImportResult"] | null;
        };
        StudyImportResult: {
            /** @description Slug of the new study; empty of a dry run. */
            study: string;
            units: number;
            raters: string[];
            codes: number;
            codings: number;
            disagreements: number;
            decided: number;
            remarks: string[];
        };
        /**
         * @description * `advisories` - Advisories
         *     * `projects` - Projects
         * @enum {string}
         */
        StudyKindEnum: "advisories" | "projects";
        /**
         * @description * `corpus` - corpus
         *     * `sample` - sample
         *     * `planned` - planned
         *     * `open` - open
         *     * `closed` - closed
         *     * `matched` - matched
         *     * `settled` - settled
         *     * `released` - released
         * @enum {string}
         */
        StudyStateEnum: "corpus" | "sample" | "planned" | "open" | "closed" | "matched" | "settled" | "released";
        /**
         * @description * `open` - Open
         *     * `shared` - Shared
         *     * `closed` - Closed
         * @enum {string}
         */
        StyleEnum: "open" | "shared" | "closed";
        /** @description Content of a draft or coding. */
        SubmissionRequest: {
            codes: number[];
            /** @default  */
            memo?: string;
            /** @default  */
            certainty?: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason?: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Whether the rater asks to discuss the unit.
             * @default false
             */
            flagged_for_discussion?: boolean;
            /** @default [] */
            segments?: components["schemas"]["SegmentRequest"][];
            /**
             * @description In a study of projects, the codes of which the rater cannot tell whether they apply.
             * @default []
             */
            unclear?: number[];
            /** @description Time on task for this version so far. */
            active_seconds?: number | null;
            /**
             * @description In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` are answered no. A submission answers every code of the codebook.
             * @default []
             */
            answered?: number[];
            /**
             * @description Why this version replaces the previous one.
             * @default
             */
            reason?: string;
        };
        /** @description Content of a draft or coding. */
        Submitted: {
            codes: number[];
            /** @default  */
            memo: string;
            /** @default  */
            certainty: components["schemas"]["CertaintyEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Why the coding has no code; empty if it has codes.
             *
             *     * `cannot_tell` - cannot_tell
             *     * `not_applicable` - not_applicable
             *     * `` -
             * @default
             */
            no_code_reason: components["schemas"]["NoCodeReasonEnum"] | components["schemas"]["BlankEnum"];
            /**
             * @description Whether the rater asks to discuss the unit.
             * @default false
             */
            flagged_for_discussion: boolean;
            /** @default [] */
            segments: components["schemas"]["Segment"][];
            /**
             * @description In a study of projects, the codes of which the rater cannot tell whether they apply.
             * @default []
             */
            unclear: number[];
            /** @description Time on task for this version so far. */
            active_seconds?: number | null;
            /**
             * @description In a study of projects, the codes that are answered. Those that are neither in `codes` nor in `unclear` are answered no. A submission answers every code of the codebook.
             * @default []
             */
            answered: number[];
            version: number;
            reason: string;
            /** Format: date-time */
            submitted_at: string;
            next: number | null;
        };
        SuggestedActivity: {
            /** @description Name of the activity, as in `activity` of its code. */
            name: string;
            /** @description Label of its code. */
            label: string;
            suggestion: components["schemas"]["SuggestionEnum"];
            reason: string;
            /** @description Numbers of the evidence it rests on. */
            evidence: number[];
        };
        SuggestedCriterion: {
            label: string;
            description: string;
        };
        Suggestion: {
            code: number;
            label: string;
            /** @description Empty if no similar code exists and the code keeps its own label. */
            reason: string;
        };
        /**
         * @description * `yes` - yes
         *     * `no` - no
         *     * `cannot_tell` - cannot_tell
         * @enum {string}
         */
        SuggestionEnum: "yes" | "no" | "cannot_tell";
        /**
         * @description * `never` - Never
         *     * `after` - After
         * @enum {string}
         */
        SuggestionsEnum: "never" | "after";
        Table: {
            /** @description False for a file of another format, which needs no columns. */
            is_table: boolean;
            columns: string[];
            rows: string[][];
            facts: components["schemas"]["Fact"][];
            /** @description The name below which the rows of this file are known by default. */
            source_name: string;
            /** @description Whether there is a table of this name from another file. */
            known: boolean;
            /** @description Whether the columns of the identifier and the text are recognised. */
            complete: boolean;
        };
        TableRow: {
            consequence: string;
            definition: string;
            count: number;
            /** Format: double */
            proportion: number;
            wilson: number[];
            goodman: number[] | null;
            units: number[];
        };
        TakeOutInputRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /** @description Slug of the project. */
            project: string;
            identities: number[];
        };
        Text: {
            id: number;
            title: string;
            /** Format: date-time */
            created_at: string;
            /** @description Hash of the HTML. */
            sha256: string;
            current: boolean;
        };
        Token: {
            id: number;
            name: string;
            /** Format: date-time */
            created_at: string;
        };
        /** @description What files say, and what would be made of them. */
        TriedStudy: {
            /** @description Null if the advisories are too large for a dry run. */
            result: components["schemas"]["StudyImportResult"] | null;
            /** @description What was read; null of projects without advisories. */
            reading: components["schemas"]["Reading"] | null;
        };
        /**
         * @description * `reviewed` - reviewed
         *     * `unreviewed` - unreviewed
         *     * `malware` - malware
         * @enum {string}
         */
        TypeEnum: "reviewed" | "unreviewed" | "malware";
        /** @description What undoing an import would do. */
        Undoing: {
            /** @description Why it cannot be undone, as one sentence; empty if it can. */
            refusal: string;
            /** @description Advisories that would be removed. */
            removed: number;
            /** @description Advisories that would be as before the import. */
            changed: number;
            /** @description Whether facts about CVEs would fall back to those before the import. */
            facts: boolean;
        };
        Unit: {
            number: number;
            identifier: string;
            aliases: string[];
            title: string;
            project: string | null;
            /** @description ISO date; empty if unknown. */
            published: string;
            /** @description Sanitised by the server. Its textContent equals `text`. */
            html: string;
            text: string;
            sha256: string;
            references: string[];
            /** @description Null while they are hidden from you, or if there are none. */
            classifications: components["schemas"]["Classifications"] | null;
        };
        UnitBrief: {
            number: number;
            identifier: string;
            title: string;
            project: string | null;
        };
        /** @description Evidence as the text of the unit shows it: without outcome and state. */
        UnitEvidence: {
            number: number;
            /** @description Name of the activity, as in `activity` of its code. */
            activity: string;
            path: string | null;
            line: number | null;
            line_end: number | null;
            /** @description Permalink at the commit; empty if the host is unknown. */
            url: string;
            tool: string;
            /** @description Of its stretch of the unit's text, in code points. */
            start: number;
            end: number;
        };
        UnitExclusionRequest: {
            units: number[];
            reason: string;
        };
        /**
         * @description * `key` - key
         *     * `identifiers` - identifiers
         *     * `title` - title
         *     * `severity` - severity
         *     * `severity_source` - severity_source
         *     * `cvss_score` - cvss_score
         *     * `cvss_vector` - cvss_vector
         *     * `cwes` - cwes
         *     * `published` - published
         *     * `withdrawn` - withdrawn
         *     * `ecosystem` - ecosystem
         *     * `package` - package
         *     * `project` - project
         *     * `kev` - kev
         *     * `epss` - epss
         *     * `references` - references
         *     * `records` - records
         *     * `text` - text
         * @enum {string}
         */
        UnitFactEnum: "key" | "identifiers" | "title" | "severity" | "severity_source" | "cvss_score" | "cvss_vector" | "cwes" | "published" | "withdrawn" | "ecosystem" | "package" | "project" | "kev" | "epss" | "references" | "records" | "text";
        /**
         * @description * `fixed` - Fixed
         *     * `random` - Random
         * @enum {string}
         */
        UnitOrderEnum: "fixed" | "random";
        UnitWithPassages: {
            unit: number;
            identifier: string;
            title: string;
            code: string;
            /**
             * Format: double
             * @description Share of the marked characters that are common; null if one rater marked alone.
             */
            common: number | null;
        };
        UnitsNeeded: {
            /** Format: double */
            unit_variance: number;
            units_for_width: number | null;
            units_for_power: number | null;
            /** @description For ten units outside the most frequent code. */
            units_for_minority: number;
            /** @description For six units of each code. */
            units_for_codes: number[];
            /** @description The largest of these numbers. */
            units: number;
        };
        UnitsWithPassages: {
            counts: components["schemas"]["PassageCounts"];
            /** @description By unit, then by code. */
            units: components["schemas"]["UnitWithPassages"][];
            /** @description To read on; null at the end. */
            after: number | null;
        };
        Upload: {
            id: number;
            name: string;
            size: number;
            sha256: string;
            /** @description Bytes of each piece; the last one has the rest. */
            piece_size: number;
            /** @description Pieces that are not stored yet, numbered from 0. */
            missing: number[];
        };
        Value: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            undefined: string | null;
        };
        VariableValue: {
            name: string;
            value: string;
        };
        Vector: {
            vector: string;
            /**
             * Format: double
             * @description The base score; null if the vector is broken.
             */
            score: number | null;
            /** @description The severity band of the score; "" if there is none. */
            band: string;
        };
        Verdict: {
            id: number;
            criterion: number;
            verdict: components["schemas"]["VerdictEnum"];
            reason: string;
            by: string | null;
            /** Format: date-time */
            at: string;
        };
        /**
         * @description * `met` - Met
         *     * `not_met` - Not Met
         *     * `unclear` - Unclear
         * @enum {string}
         */
        VerdictEnum: "met" | "not_met" | "unclear";
        VerdictWriteRequest: {
            project: string;
            criterion: number;
            /**
             * @description Null withdraws the verdict.
             *
             *     * `met` - Met
             *     * `not_met` - Not Met
             *     * `unclear` - Unclear
             */
            verdict: components["schemas"]["VerdictEnum"] | components["schemas"]["NullEnum"];
            /** @default  */
            reason?: string;
            /** @description Id of the verdict this one was based on; null for none. */
            based_on?: number | null;
        };
        VerdictsWriteRequest: {
            decisions: components["schemas"]["VerdictWriteRequest"][];
        };
        Version: {
            number: number;
            /** Format: date-time */
            created_at: string;
            by: string | null;
            codes: components["schemas"]["DefinedCode"][];
        };
        Vocabulary: {
            name: string;
            codes: components["schemas"]["CodeCard"][];
        };
        Waiting: {
            id: number;
            kind: components["schemas"]["WaitingKindEnum"];
            /** @description What the record asks for. */
            sentence: string;
            /** @description Of the advisories that it is about. */
            keys: string[];
            /** @description Of the record. */
            identifier: string;
            format: string;
            /** @description The file that the record comes from. */
            origin: string;
            /** Format: date-time */
            asked_at: string;
            /** @description Whether “use” is possible. */
            can_use: boolean;
        };
        WaitingDecisionRequest: {
            /** @description Stored with the decision. */
            reason: string;
            /**
             * @description “use” does what the record asks for, “keep” leaves the advisories as they are.
             *
             *     * `use` - use
             *     * `keep` - keep
             */
            decision: components["schemas"]["DecisionEnum"];
        };
        /**
         * @description * `join` - Join
         *     * `apart` - Apart
         *     * `both` - Both
         *     * `size` - Size
         * @enum {string}
         */
        WaitingKindEnum: "join" | "apart" | "both" | "size";
        /**
         * @description * `column` - column
         *     * `row` - row
         *     * `sheet` - sheet
         *     * `annotation` - annotation
         *     * `file` - file
         *     * `rater` - rater
         * @enum {string}
         */
        WhatEnum: "column" | "row" | "sheet" | "annotation" | "file" | "rater";
        /**
         * @description * `yes` - yes
         *     * `no` - no
         *     * `only` - only
         * @enum {string}
         */
        WithdrawnEnum: "yes" | "no" | "only";
        WithoutCode: {
            /** Format: double */
            value: number | null;
            undefined: string | null;
            units: number;
        };
        WithoutExposed: {
            /** Format: double */
            value: number | null;
            /** Format: double */
            low: number | null;
            /** Format: double */
            high: number | null;
            /** Format: double */
            se: number | null;
            undefined: string | null;
            /** @description Number of units left out, coded with help or shown as help. */
            exposed: number;
            units: number;
        };
        WithoutUnit: {
            /** Format: double */
            low: number;
            /** Format: double */
            high: number;
            undefined: number;
        };
        WordCount: {
            value: string;
            count: number;
        };
        Worklist: {
            rater: string;
            total: number;
            submitted: number;
            drafts: number;
            /** @description Your time on task over all submitted versions. */
            active_seconds: number;
            /** @description Number of your submitted units with each code. */
            uses: components["schemas"]["CodeUse"][];
            units: components["schemas"]["WorklistItem"][];
            /** @description First unit that is not submitted; deferred units come last. */
            next: number | null;
        };
        WorklistItem: {
            number: number;
            title: string;
            state: components["schemas"]["AssignmentStateEnum"];
            /** @description Submitted at least once, even if there is a newer draft. */
            submitted: boolean;
            /** @description Flagged for discussion, by the draft or else by the submission. */
            flagged: boolean;
            /** @description Left for later. */
            deferred: boolean;
        };
    };
    responses: {
        /** @description The request is invalid. `fields` names the fields that are wrong. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The idempotency key belongs to a submission with other content. */
        KeyReused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The address has no answer in the format that the header Accept asks for. */
        NotAcceptable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Your role does not permit this, it is hidden while you code, or the CSRF token is missing. */
        NotAllowed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description It does not exist, or you have no access to it. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description You are not signed in, or the token is wrong. */
        NotSignedIn: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description A rule refuses the request now, or the page was loaded for another person. */
        Refused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description It was changed after you loaded it. */
        Stale: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The request is too large. */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description Too many wrong passwords. Wait, then try again. */
        TooManyAttempts: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The database is busy or cannot be reached. `Retry-After` says when to try again. */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
        /** @description The body is not in a format that the address reads. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Refusal"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    corpora: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corpus"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    make_corpus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorpusWriteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corpus"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_corpus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corpus"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_change_corpus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedCorpusChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corpus"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisories: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /**
                 * @description Severity from low. Advisories without a value come last in both directions; ties are in key order.
                 *
                 *     * `key` - key
                 *     * `-key` - -key
                 *     * `title` - title
                 *     * `-title` - -title
                 *     * `severity` - severity
                 *     * `-severity` - -severity
                 *     * `published` - published
                 *     * `-published` - -published
                 */
                order?: "key" | "-key" | "title" | "-title" | "severity" | "-severity" | "published" | "-published";
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /** @description Number of results to return per page. */
                size?: number;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedAdvisoryList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdvisoryDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Text"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneText"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_difference: {
        parameters: {
            query?: {
                /** @description Number of the text to compare with; by default the previous one. */
                before?: number;
            };
            header?: never;
            path: {
                corpus: string;
                key: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revision"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_split_advisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_facets: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words in the names of the projects to list. */
                project_search?: string;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facets"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_join_advisories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_severities: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeverityCounts"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_advisory_severity_figure: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description The background that the figure is shown on.
                 *
                 *     * `light` - light
                 *     * `dark` - dark
                 */
                theme?: "light" | "dark";
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_waiting_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_decide_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitingDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_imports: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                size?: number;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedImportList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_start_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": components["schemas"]["ImportUploadRequest"];
                "application/json": components["schemas"]["ImportOptionsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_import_problems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_resume_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_preview_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undoing"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_undo_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_table_columns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A small file, at most 8 MiB.
                     */
                    file?: Blob;
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload?: number;
                };
                "application/json": {
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_daily_imports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyImportsAndDays"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_repeat_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiveInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_stop_daily_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_live_sources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveSource"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_start_live_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiveInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_inspections: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                size?: number;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedInspectionBriefList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_start_inspection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInspectionRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_inspection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspection"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_project_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_undo_project_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_join_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinProjectsInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_rename_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameProjectInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_take_out_identities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeOutInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_projects: {
        parameters: {
            query?: {
                /** @description Only projects with a snapshot. */
                inspected?: boolean;
                /** @description Words in the name, or in a package, product or repository. */
                search?: string;
            };
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRow"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_snapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_evidence: {
        parameters: {
            query?: {
                /**
                 * @description Only evidence of this activity.
                 *
                 *     * `ci_testing` - ci_testing
                 *     * `code_review` - code_review
                 *     * `dependency_upgrade` - dependency_upgrade
                 *     * `fuzzing` - fuzzing
                 *     * `sast` - sast
                 */
                activity?: "ci_testing" | "code_review" | "dependency_upgrade" | "fuzzing" | "sast";
            };
            header?: never;
            path: {
                corpus: string;
                number: number;
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_saved_filters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_save_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedFilterWriteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_remove_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    shared_change_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                corpus: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedSavedFilterWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_invitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnInvitation"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    accept_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AcceptedInvitation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    decline_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    jobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Join"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    join: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoiningRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Join"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    join_with_own_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Join"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    meta: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Meta"];
                };
            };
            406: components["responses"]["NotAcceptable"];
            503: components["responses"]["Unavailable"];
        };
    };
    notices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    close_notice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    public_release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Results"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    public_release_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    public_release_figure: {
        parameters: {
            query?: {
                /**
                 * @description The background that the figure is shown on.
                 *
                 *     * `light` - light
                 *     * `dark` - dark
                 */
                theme?: "light" | "dark";
            };
            header?: never;
            path: {
                figure: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    public_release_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                path: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    read_ratings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    file?: Blob[];
                    upload?: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                };
                "application/json": {
                    upload: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckedSheet"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The files can be read in several ways: choose. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetNeeded"];
                };
            };
            503: components["responses"]["Unavailable"];
        };
    };
    session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyAttempts"];
            503: components["responses"]["Unavailable"];
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChangeRequest"];
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    studies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyBrief"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    create_study: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStudyRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedStudyChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Study"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    agreement_over_time: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoundFigure"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_activities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    codebook_change_log: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_format: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    export_codebook: {
        parameters: {
            query?: {
                /** @description A frozen version (default: current). */
                version?: number;
            };
            header?: never;
            path: {
                file_format: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    import_codebook: {
        parameters: {
            query?: {
                /** @description Check the file and store nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A small file, at most 8 MiB.
                     */
                    file?: Blob;
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload?: number;
                };
                "application/json": {
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    order_codes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    codebook_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    freeze_codebook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    codes: {
        parameters: {
            query?: {
                /** @description Omit private codes of other rounds. */
                round?: number;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCodeRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedCodeChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    merge_effect: {
        parameters: {
            query: {
                into: number;
            };
            header?: never;
            path: {
                code_id: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeEffects"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    merge_code: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisories: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /**
                 * @description Severity from low. Advisories without a value come last in both directions; ties are in key order.
                 *
                 *     * `key` - key
                 *     * `-key` - -key
                 *     * `title` - title
                 *     * `-title` - -title
                 *     * `severity` - severity
                 *     * `-severity` - -severity
                 *     * `published` - published
                 *     * `-published` - -published
                 */
                order?: "key" | "-key" | "title" | "-title" | "severity" | "-severity" | "published" | "-published";
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /** @description Number of results to return per page. */
                size?: number;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedAdvisoryList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdvisoryDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Text"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneText"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_difference: {
        parameters: {
            query?: {
                /** @description Number of the text to compare with; by default the previous one. */
                before?: number;
            };
            header?: never;
            path: {
                key: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Difference"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revision"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_split_advisory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_facets: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words in the names of the projects to list. */
                project_search?: string;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Facets"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_join_advisories: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_severities: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeverityCounts"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_advisory_severity_figure: {
        parameters: {
            query?: {
                /** @description Numbers of weaknesses: 79 or CWE-79. */
                cwe?: string | null;
                /** @description Names of ecosystems. */
                ecosystem?: string | null;
                /** @description Largest EPSS score, from 0 to 1. */
                epss_max?: string | null;
                /** @description Smallest EPSS score, from 0 to 1. */
                epss_min?: string | null;
                /**
                 * @description “true” lists only advisories that are joined: they have two CVEs or two GHSAs.
                 *
                 *     * `true` - true
                 *     * `false` - false
                 */
                joined?: "true" | "false";
                /**
                 * @description Whether CISA's catalogue lists them as known to be exploited.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 */
                kev?: "yes" | "no" | "" | null;
                /** @description Slugs of projects. */
                project?: string | null;
                /** @description Words that must all occur in the identifiers, title, texts, project or packages, each as the beginning of a word; "phrases in quotes"; -word for what must not occur. */
                search?: string | null;
                /** @description Any of critical, high, moderate, low, unknown. */
                severity?: string | null;
                /**
                 * @description The background that the figure is shown on.
                 *
                 *     * `light` - light
                 *     * `dark` - dark
                 */
                theme?: "light" | "dark";
                /**
                 * @description Whether withdrawn advisories are included, left out, or the only ones.
                 *
                 *     * `yes` - yes
                 *     * `no` - no
                 *     * `only` - only
                 */
                withdrawn?: "yes" | "no" | "only";
                /** @description Years of publication. */
                year?: string | null;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_waiting_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiting"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_decide_waiting: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaitingDecisionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Keys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_imports: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                size?: number;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedImportList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_start_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": components["schemas"]["ImportUploadRequest"];
                "application/json": components["schemas"]["ImportOptionsRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_import_problems: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_resume_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_preview_undo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Undoing"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_undo_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_table_columns: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A small file, at most 8 MiB.
                     */
                    file?: Blob;
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload?: number;
                };
                "application/json": {
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Table"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_daily_imports: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyImportsAndDays"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_repeat_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiveInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_stop_daily_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_live_sources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveSource"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_start_live_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LiveInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_inspections: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                size?: number;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedInspectionBriefList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_start_inspection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInspectionRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_inspection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Inspection"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_project_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_undo_project_decision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_join_projects: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["JoinProjectsInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_rename_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameProjectInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_take_out_identities: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TakeOutInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDecision"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_projects: {
        parameters: {
            query?: {
                /** @description Only projects with a snapshot. */
                inspected?: boolean;
                /** @description Words in the name, or in a package, product or repository. */
                search?: string;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectRow"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectDetail"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_snapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                slug: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_evidence: {
        parameters: {
            query?: {
                /**
                 * @description Only evidence of this activity.
                 *
                 *     * `ci_testing` - ci_testing
                 *     * `code_review` - code_review
                 *     * `dependency_upgrade` - dependency_upgrade
                 *     * `fuzzing` - fuzzing
                 *     * `sast` - sast
                 */
                activity?: "ci_testing" | "code_review" | "dependency_upgrade" | "fuzzing" | "sast";
            };
            header?: never;
            path: {
                number: number;
                slug: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_saved_filters: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_save_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SavedFilterWriteRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_remove_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_change_filter: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedSavedFilterWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    events: {
        parameters: {
            query?: {
                cursor?: string;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    invitations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    invite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitationRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeInvitation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdraw_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    leave_study: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    members: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMemberRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    change_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["PatchedMemberChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    link_account: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountLinkRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    answer_offered_roles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleAnswerRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    releases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseBrief"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    publish: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishingRequest"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    release: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Release"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    release_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    release_figure: {
        parameters: {
            query?: {
                /**
                 * @description The background that the figure is shown on.
                 *
                 *     * `light` - light
                 *     * `dark` - dark
                 */
                theme?: "light" | "dark";
            };
            header?: never;
            path: {
                figure: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    release_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                path: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    grant_public_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseBrief"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    revoke_public_access: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    release_in_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    rounds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    plan_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoundPlanInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    replan_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoundPlanInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    agreement: {
        parameters: {
            query?: {
                /** @description Frozen version of the codebook by which codes are read (default: current). */
                codebook?: number;
            };
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    agreement_report: {
        parameters: {
            query?: {
                /** @description Frozen version of the codebook by which codes are read (default: current). */
                codebook?: number;
            };
            header?: never;
            path: {
                file_format: "json" | "md" | "tex";
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    round_allocation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Allocation"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    close_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    recode_scope: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: number;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecodeScope"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    recode_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code_id: number;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecodingRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recoded"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    undo_recoding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recoded"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    codings: {
        parameters: {
            query?: {
                /** @description The pagination cursor value. */
                cursor?: string;
                /** @description Number of results to return per page. */
                size?: number;
            };
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaginatedCodingList"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    import_ratings: {
        parameters: {
            query?: {
                /** @description Check the file and store nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    file?: Blob[];
                    upload?: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                    /** @description Name of the member whose these are. */
                    rater?: string;
                };
                "application/json": {
                    upload: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                    /** @description Name of the member whose these are. */
                    rater?: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RatingImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["KeyReused"];
            503: components["responses"]["Unavailable"];
        };
    };
    own_codings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_format: string;
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    offline_workbook: {
        parameters: {
            query?: {
                /** @description Name of a rater without an account. */
                rater?: string;
            };
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disagreement"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    withdraw_decision: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disagreement"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            503: components["responses"]["Unavailable"];
        };
    };
    preview_final_rater_codes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinalRaterPreview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    apply_final_rater_codes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReasonRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinalRaterPreview"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    disagreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisagreementBrief"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    disagreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disagreement"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    discussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    comment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCommentRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comment"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    take_position: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PositionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PositionResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    similar_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarDecision"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    show_suggestion_to_final_rater: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleSuggestion"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    end_discussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["DiscussionEndRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    reopen_discussion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    code_keys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeKeys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    save_code_keys: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeKeysInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeKeys"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    matching: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matching"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    match: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchingChangeRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matching"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    confirm_matching: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmationRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Matching"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    open_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    passages: {
        parameters: {
            query?: {
                /** @description Only units with a larger number. */
                after?: number;
                /** @description Label of a code (default: all codes). */
                code?: string;
                /** @description Frozen version of the codebook by which codes are read (default: current). */
                codebook?: number;
                /** @description How the passages lie (default: apart). */
                position?: "apart" | "different" | "identical" | "one";
            };
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitsWithPassages"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    passages_of_unit: {
        parameters: {
            query?: {
                /** @description Frozen version of the codebook by which codes are read (default: current). */
                codebook?: number;
            };
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PassagesOfUnit"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    reassign_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReassignmentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReassignmentResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    reopen_round: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ReopeningInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    revealing_releases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevealingRelease"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    settle: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Round"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    coding_unit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodingUnit"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    submit: {
        parameters: {
            query?: never;
            header: {
                "Idempotency-Key": string;
            };
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Submitted"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["KeyReused"];
            503: components["responses"]["Unavailable"];
        };
    };
    defer_unit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    resume_unit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    save_draft: {
        parameters: {
            query?: never;
            header: {
                "If-Match": string;
            };
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftContentRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Saved"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    discard_draft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    similar_own_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarUnit"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    show_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleSuggestion"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    worklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worklist"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    since_sample: {
        parameters: {
            query?: {
                /** @description List only units that differ in this fact. */
                fact?: "cvss_score" | "cvss_vector" | "cwes" | "ecosystem" | "epss" | "identifiers" | "kev" | "key" | "package" | "project" | "published" | "records" | "references" | "severity" | "severity_source" | "text" | "title" | "withdrawn";
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinceSample"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    preview_sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SampleInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Plan"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    sample_size: {
        parameters: {
            query?: {
                /** @description Wished half width of the 95 % interval. */
                half_width?: number;
                /** @description Assumed Cohen's kappa, from 0 to less than 1. */
                kappa?: number;
                /** @description Assumed frequencies of the codes, such as 62;16;5. */
                margins?: string;
                /** @description Power of this test (default: 0.8). */
                power?: number;
                /** @description Kappa that a one-sided test should exceed. */
                threshold?: number;
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleSize"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    screening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Screening"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    set_criteria: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CriteriaWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Screening"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    screening_decisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    screening_flow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    screening_flow_figure: {
        parameters: {
            query?: {
                /**
                 * @description The background that the figure is shown on.
                 *
                 *     * `light` - light
                 *     * `dark` - dark
                 */
                theme?: "light" | "dark";
            };
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": Blob;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    candidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidate"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    add_candidates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CandidatesWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedCount"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    remove_candidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    screen: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictsWriteRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidate"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            412: components["responses"]["Stale"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitBrief"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    draw_sample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SampleInputRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    unit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampledUnit"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    show_suggestion_before_coding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
                unit: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleSuggestion"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    exclude_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitExclusionRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sample"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    refresh_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshInputRequest"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SinceSample"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    similar_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                study: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimilarPair"][];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    import_study: {
        parameters: {
            query?: {
                /** @description Check the file and store nothing. */
                dry_run?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    file?: Blob[];
                    upload?: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                    title?: string;
                    final_rater?: string;
                    own_rater?: string;
                    style?: string;
                    corpus?: string;
                    advisories_upload?: number[];
                    advisories?: Blob[];
                    decisions_upload?: number[];
                    decisions?: Blob[];
                    codebook_upload?: number[];
                    codebook?: Blob[];
                    matching_upload?: number[];
                    matching?: Blob[];
                };
                "application/json": {
                    upload: number[];
                    /** @description JSON object with the options of `manage.py agreement`: {"layout": "long"}. */
                    reading?: string;
                    title?: string;
                    final_rater?: string;
                    own_rater?: string;
                    style?: string;
                    corpus?: string;
                    advisories_upload?: number[];
                    decisions_upload?: number[];
                    codebook_upload?: number[];
                    matching_upload?: number[];
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TriedStudy"];
                };
            };
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["KeyReused"];
            503: components["responses"]["Unavailable"];
        };
    };
    study_import: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyImport"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    preview_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A small file, at most 8 MiB.
                     */
                    file?: Blob;
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload?: number;
                };
                "application/json": {
                    /** @description A file that was sent in pieces before, instead of “file”. */
                    upload: number;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Outline"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    tokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    make_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTokenRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeToken"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    revoke_token: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    uploads: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"][];
                };
            };
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUploadRequest"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
    upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Upload"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    delete_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            503: components["responses"]["Unavailable"];
        };
    };
    send_piece: {
        parameters: {
            query?: never;
            header: {
                /** @description SHA-256 of the piece (RFC 9530), like `sha-256=:…:` with base64. */
                "Content-Digest": string;
            };
            path: {
                index: number;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": Blob;
            };
        };
        responses: {
            /** @description No response body */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["NotSignedIn"];
            403: components["responses"]["NotAllowed"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["Refused"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            503: components["responses"]["Unavailable"];
        };
    };
}
