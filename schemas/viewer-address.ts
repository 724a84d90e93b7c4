/** Header, in small letters, in which CloudFront tells the functions who connected to it; the local server does the same. */
export const viewerAddressHeader = 'true-client-ip'
