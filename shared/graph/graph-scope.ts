/**
 * The scope of a token with which the app asks Microsoft Graph as itself: by Graph's own client id, which is the same in every cloud.
 */
export const GRAPH_SCOPE = '00000003-0000-0000-c000-000000000000/.default';
